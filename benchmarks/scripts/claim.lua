-- One claim, then its result, for each connection: no more is claimed before that. A result that ends nothing puts the
-- item back, so that the backlog stays as long as it is.
local start = '{"transactionData":{"Name":"' .. os.getenv("QUEUE") .. '"}}'
local result = '{"transactionResult":' .. os.getenv("RESULT") .. '}'
local todo, n = {}, 0
function init()
  claim = wrk.format("POST", "/odata/Queues/UiPathODataSvc.StartTransaction", nil, start)
end
function request()
  if n > 0 then
    local id = todo[n]; todo[n] = nil; n = n - 1
    return wrk.format("POST", "/odata/Queues(" .. id .. ")/UiPathODataSvc.SetTransactionResult", nil, result)
  end
  return claim
end
function response(status, headers, body)
  if status == 200 and #body > 2 then
    local id = string.match(body, '"Id":(%d+)')
    if id then n = n + 1; todo[n] = id end
  end
end
