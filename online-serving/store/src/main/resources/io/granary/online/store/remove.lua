-- Removes rows from some of the entity keys of a project.
-- ARGV: where to scan from, the pattern of entity keys, how many keys to look at, then for each field its name and the
-- greatest schema revision of the rows that go.
-- Returns where to go on ('0' after the last step), the number of keys of the project and that of removed rows.

-- The schema revision of a row, bytes 17 to 20 of its header; 0 when it has none.
local function revision(row)
  local a, b, c, d = string.byte(row, 17, 20)
  if not d then
    return 0
  end
  return ((a * 256 + b) * 256 + c) * 256 + d
end

local fields, revisions = {}, {}
for i = 4, #ARGV, 2 do
  fields[#fields + 1] = ARGV[i]
  revisions[#revisions + 1] = tonumber(ARGV[i + 1])
end

-- A key that is no hash is not ours.
local function remove(key)
  local rows = redis.pcall('HMGET', key, unpack(fields))
  if rows.err then
    return 0
  end
  local going = {}
  for i, row in ipairs(rows) do
    if row and revision(row) <= revisions[i] then
      going[#going + 1] = fields[i]
    end
  end
  if #going == 0 then
    return 0
  end
  return redis.call('HDEL', key, unpack(going))
end

local page = redis.call('SCAN', ARGV[1], 'MATCH', ARGV[2], 'COUNT', ARGV[3])
local removed = 0
for _, key in ipairs(page[2]) do
  removed = removed + remove(key)
end
return {page[1], #page[2], removed}
