-- Names some of the entity keys of a project.
-- ARGV: where to scan from, the pattern of entity keys, how many keys to look at.
-- Returns where to go on ('0' after the last step) and the keys.

return redis.call('SCAN', ARGV[1], 'MATCH', ARGV[2], 'COUNT', ARGV[3])
