-- One small JSON POST, a call of 1 KB or, where the environment names another method, that with nothing more, with the token
-- in the environment; prints one line of figures for the rig.
wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN")
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Accept"] = "application/json, text/event-stream"
wrk.headers["Mcp-Protocol-Version"] = "2025-11-25"
local head = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"'
local tail = '"}}}'
local method = os.getenv("BENCH_METHOD")
if method == "tools/call" then
  wrk.body = head .. string.rep("x", 1024 - #head - #tail) .. tail
else
  wrk.body = '{"jsonrpc":"2.0","id":1,"method":"' .. method .. '","params":{}}'
end

function done(summary, latency, requests)
  local e = summary.errors
  print(string.format("FIGURES %d %d %d %d %d", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
