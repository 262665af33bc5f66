-- Counts some of the entity keys of a project, and what is stored for them.
-- ARGV: where to scan from, the pattern of entity keys, how many keys to look at.
-- Returns where to go on ('0' after the last step), the number of keys of the project and that of their fields.

local page = redis.call('SCAN', ARGV[1], 'MATCH', ARGV[2], 'COUNT', ARGV[3])
local fields = 0
for _, key in ipairs(page[2]) do
  local count = redis.pcall('HLEN', key)
  if type(count) == 'number' then -- a key that is no hash is not ours
    fields = fields + count
  end
end
return {page[1], #page[2], fields}
