#pragma once

namespace baton::inline v0::limit_scripts {

// Run by the server, one at a time. KEYS: the levels of the buckets, and the places that are taken with
// the time at which they lapse. A bucket holds ten seconds' worth, as that of a process alone does.

/// ARGV: requests a minute, tokens a minute, places, tokens, id, lease in ms. 0: the call may go; n: ask
/// again in n ms; -1: all places are taken.
constexpr const char* acquire = R"lua(
local places, tokens, lease = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[6])
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local last = tonumber(redis.call('HGET', KEYS[1], 'at') or now)
local keep, changes = 60000, {}
local wait = 0
local function draw(name, per_minute, amount)
  if per_minute <= 0 then return end
  local rate = per_minute / 60000
  local most = math.max(1, rate * 10000)
  local level = tonumber(redis.call('HGET', KEYS[1], name) or most)
  level = math.min(most, level + rate * math.max(0, now - last))
  wait = math.max(wait, (math.min(amount, most) - level) / rate)
  keep = math.max(keep, (most - level + amount) / rate)
  changes[#changes + 1] = name
  changes[#changes + 1] = level - amount
end
draw('requests', tonumber(ARGV[1]), 1)
draw('tokens', tonumber(ARGV[2]), tokens)
if wait > 0 then return math.ceil(wait) end
if places > 0 then
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
  redis.call('ZREMRANGEBYSCORE', KEYS[2], now + 2 * lease, '+inf') -- of before the clock went back
  if redis.call('ZCARD', KEYS[2]) >= places then return -1 end
  redis.call('ZADD', KEYS[2], now + lease, ARGV[5])
  redis.call('PEXPIRE', KEYS[2], lease)
end
if #changes > 0 then
  redis.call('HSET', KEYS[1], 'at', now, unpack(changes))
  redis.call('PEXPIRE', KEYS[1], math.ceil(keep))
end
return 0
)lua";

/// ARGV: id, tokens that were used beyond those drawn.
constexpr const char* release = R"lua(
redis.call('ZREM', KEYS[2], ARGV[1])
if tonumber(ARGV[2]) ~= 0 and redis.call('HEXISTS', KEYS[1], 'tokens') == 1 then
  redis.call('HINCRBYFLOAT', KEYS[1], 'tokens', -tonumber(ARGV[2]))
end
return 0
)lua";

/// ARGV: lease in ms, ids. What was given back meanwhile stays so.
constexpr const char* renew = R"lua(
local time = redis.call('TIME')
local until_then = time[1] * 1000 + time[2] / 1000 + tonumber(ARGV[1])
for i = 2, #ARGV do redis.call('ZADD', KEYS[2], 'XX', until_then, ARGV[i]) end
redis.call('PEXPIRE', KEYS[2], ARGV[1])
return 0
)lua";

}  // namespace baton::inline v0::limit_scripts
