wrk.method, wrk.path = "POST", "/odata/Queues/UiPathODataSvc.BulkAddQueueItems"
local items = {}
for n = 1, 100 do
  items[n] = '{"Priority":"Normal","Reference":"R-' .. n .. '","SpecificContent":{"customer":"ACME","amount":12.5}}'
end
wrk.body = '{"queueName":"Invoices","commitType":"AllOrNothing","queueItems":[' .. table.concat(items, ",") .. ']}'
