wrk.method, wrk.path = "POST", "/odata/Queues/UiPathODataSvc.AddQueueItem"
wrk.body = '{"itemData":{"Name":"Invoices","Priority":"Normal","Reference":"R-1",'
  .. '"SpecificContent":{"customer":"ACME","amount":12.5,"lines":[1,2,3]}}}'
