-- Applies rows by the write rule.
-- KEYS: entity keys, each once.
-- ARGV: for each key its number of writes and its expiry, then for each write its field and its row ('' deletes; 8
-- bytes delete a row that is less, and count as no change).
-- Returns the number of writes that changed something. What Redis refuses is the error 'REFUSED', followed by the
-- indexes of the key and of the write's arguments, and Redis' reason.

local NEVER = 9007199254740991 -- Expiry.NEVER; its negative is Expiry.UNKNOWN

-- Whether left > right as unsigned bytes. Not Lua's '<', which follows the locale of the server.
local function greater(left, right)
  if left == right then
    return false
  end
  local byte = string.byte
  local shorter = math.min(#left, #right)
  local i = 1
  while i + 7 <= shorter do
    local a1, a2, a3, a4, a5, a6, a7, a8 = byte(left, i, i + 7)
    local b1, b2, b3, b4, b5, b6, b7, b8 = byte(right, i, i + 7)
    if a1 ~= b1 then return a1 > b1 end
    if a2 ~= b2 then return a2 > b2 end
    if a3 ~= b3 then return a3 > b3 end
    if a4 ~= b4 then return a4 > b4 end
    if a5 ~= b5 then return a5 > b5 end
    if a6 ~= b6 then return a6 > b6 end
    if a7 ~= b7 then return a7 > b7 end
    if a8 ~= b8 then return a8 > b8 end
    i = i + 8
  end
  while i <= shorter do
    local a, b = byte(left, i), byte(right, i)
    if a ~= b then return a > b end
    i = i + 1
  end
  return #left > #right
end

local function write(key, field, row)
  if row == '' then
    return redis.call('HDEL', key, field)
  end
  local stored = redis.call('HGET', key, field)
  if #row == 8 then
    if stored and greater(row, stored) then
      redis.call('HDEL', key, field)
    end
    return 0
  end
  if stored and not greater(row, stored) then
    return 0
  end
  redis.call('HSET', key, field, row)
  return 1
end

local nowMillis
local function now()
  if not nowMillis then
    local time = redis.call('TIME')
    nowMillis = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
  end
  return nowMillis
end

-- ttl: PTTL before the writes, -2 for a key that they created, -1 for one that does not expire.
local function expire(key, expiry, ttl)
  if expiry == NEVER then
    if ttl >= 0 then
      redis.call('PERSIST', key)
    end
    return
  end
  if ttl == -1 or expiry == -NEVER then
    return
  end
  if ttl == -2 or expiry > math.floor((now() + ttl) / 1000 + 0.5) then
    redis.call('EXPIREAT', key, string.format('%.0f', expiry))
  end
end

local position, argument = 0, 1

local function apply()
  local changed = 0
  for index, key in ipairs(KEYS) do
    position = index
    local writes, expiry = tonumber(ARGV[argument]), tonumber(ARGV[argument + 1])
    argument = argument + 2
    local ttl = redis.call('PTTL', key)
    for _ = 1, writes do
      local row = ARGV[argument + 1]
      changed = changed + write(key, ARGV[argument], row)
      if #row <= 8 and redis.call('EXISTS', key) == 0 then
        ttl = -2
      end
      argument = argument + 2
    end
    expire(key, expiry, ttl)
  end
  return changed
end

local isApplied, result = pcall(apply)
if isApplied then
  return result
end
local reason = type(result) == 'table' and result.err or tostring(result)
return redis.error_reply('REFUSED ' .. position .. ' ' .. argument .. ' ' .. reason)
