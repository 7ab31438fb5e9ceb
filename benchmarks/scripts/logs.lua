-- Batches of 100 log lines, each line with a fingerprint of its own.
wrk.method = "POST"
local thread = math.random(0, 0xffff)
local number = 0

local function line()
  number = number + 1
  return string.format(
    '"{\\"message\\":\\"Row %d is done\\",\\"level\\":\\"Info\\",\\"timeStamp\\":\\"2026-01-01T09:00:00.123+00:00\\",'
      .. '\\"organizationUnitId\\":1,\\"processName\\":\\"Bench\\",\\"robotName\\":\\"bench\\",'
      .. '\\"machineName\\":\\"bench\\",\\"fingerprint\\":\\"%08x-0000-4000-%04x-%012x\\"}"',
    number, os.time(), thread, number)
end

function request()
  local lines = {}
  for i = 1, 100 do lines[i] = line() end
  return wrk.format(nil, "/api/Logs/SubmitLogs", nil, "[" .. table.concat(lines, ",") .. "]")
end
