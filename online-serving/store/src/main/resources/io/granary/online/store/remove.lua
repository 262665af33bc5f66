-- Removes rows from some of the entity keys of a project.
-- ARGV: where to scan from, the pattern of entity keys, how many keys to look at, the number of fields of rows, then for
-- each its name and the greatest schema revision of the rows that go, then for each field of windows what the names of
-- their states begin with and the greatest epoch of those that go.
-- Returns where to go on ('0' after the last step), the number of keys of the project and that of removed fields.

-- The schema revision of a row, bytes 17 to 20 of its header; 0 when it has none.
local function revision(row)
  local a, b, c, d = string.byte(row, 17, 20)
  if not d then
    return 0
  end
  return ((a * 256 + b) * 256 + c) * 256 + d
end

-- The epoch of a window state, the first 8 bytes: milliseconds, which a number of Lua holds exactly.
local function epoch(state)
  local sum = 0
  for i = 1, 8 do
    sum = sum * 256 + (string.byte(state, i) or 0)
  end
  return sum
end

local fields, revisions, windows = {}, {}, {}
local windowsAt = 5 + 2 * tonumber(ARGV[4])
for i = 5, windowsAt - 1, 2 do
  fields[#fields + 1] = ARGV[i]
  revisions[#revisions + 1] = tonumber(ARGV[i + 1])
end
for i = windowsAt, #ARGV, 2 do
  windows[ARGV[i]] = tonumber(ARGV[i + 1])
end

-- A key that is no hash is not ours: it has no rows, and no names.
local function addRows(key, going)
  for i, row in ipairs(redis.pcall('HMGET', key, unpack(fields))) do
    if row and revision(row) <= revisions[i] then
      going[#going + 1] = fields[i]
    end
  end
end

local function addWindows(key, going)
  for _, field in ipairs(redis.pcall('HKEYS', key)) do
    local last = windows[string.match(field, '^[^/]*/') or '']
    if last and epoch(redis.call('HGET', key, field)) <= last then
      going[#going + 1] = field
    end
  end
end

local function remove(key)
  local going = {}
  if #fields > 0 then
    addRows(key, going)
  end
  if windowsAt <= #ARGV then
    addWindows(key, going)
  end
  if #going == 0 then
    return 0
  end
  local removed = 0
  for i = 1, #going, 1000 do
    removed = removed + redis.call('HDEL', key, unpack(going, i, math.min(i + 999, #going)))
  end
  return removed
end

local page = redis.call('SCAN', ARGV[1], 'MATCH', ARGV[2], 'COUNT', ARGV[3])
local removed = 0
for _, key in ipairs(page[2]) do
  removed = removed + remove(key)
end
return {page[1], #page[2], removed}
