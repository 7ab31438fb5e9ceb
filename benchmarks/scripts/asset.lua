wrk.method = "POST"
wrk.path = "/odata/Assets/UiPath.Server.Configuration.OData.GetRobotAssetByNameForRobotKey"
wrk.body = '{"assetName":"' .. os.getenv("ASSET") .. '","supportsCredentialsProxyDisconnected":true}'
