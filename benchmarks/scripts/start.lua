wrk.method, wrk.path = "POST", "/odata/Jobs/UiPath.Server.Configuration.OData.StartJobs"
wrk.body = '{"startInfo":{"ReleaseKey":"' .. os.getenv("RELEASE") .. '","Strategy":"ModernJobsCount","JobsCount":1}}'
