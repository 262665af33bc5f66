-- Notes how far a part of the store has the partitions of a log.
-- KEYS: the hash of the notes. ARGV: what the part covers, then for each partition its number, the offset that the part
-- has to have, and the offset that it has by now.
-- Returns the replication id of this server, then for each partition 'ok', or the note that says too little ('' for none),
-- which is left as it is. A note is an offset, a space, and what its writer thought that the part covers.

local covers = ARGV[1]
local answer = {string.match(redis.call('INFO', 'replication'), 'master_replid:(%w+)') or ''}

local function offset(note)
  local number, covered = string.match(note, '^(%d+) (.*)$')
  return covered == covers and tonumber(number) or -1
end

for i = 2, #ARGV, 3 do
  local note = redis.call('HGET', KEYS[1], ARGV[i]) or ''
  local noted, applied = offset(note), tonumber(ARGV[i + 2])
  if noted < tonumber(ARGV[i + 1]) then
    answer[#answer + 1] = note
  else
    if applied > noted then
      redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 2] .. ' ' .. covers)
    end
    answer[#answer + 1] = 'ok'
  end
end
return answer
