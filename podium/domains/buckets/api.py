"""The addresses of buckets."""

from podium.domains.buckets.commands import buckets, contents, files
from podium.domains.buckets.models import Bucket, BucketShare
from podium.domains.sharing.models import Kind
from podium.domains.sharing.trait import shareable
from podium.kernel.permissions import PUBLIC, Resource
from podium.odata.catalog import Api, EntitySet, Folder, delete, function, get, put
from podium.odata.traits import by_key

Buckets = Resource("Buckets")
Files = Resource("BlobFiles", also=Buckets.view)
KIND = Kind(Bucket, Buckets, BucketShare, "bucketIds", buckets.delete)
ONE = "Buckets({key})/UiPath.Server.Configuration.OData"
CONTENT = f"{files.ADDRESS}/{{ticket}}"

API = Api(
    "OR.Administration",
    EntitySet("Buckets", Bucket, Buckets, create=buckets.create, update=buckets.update, delete=buckets.delete),
    *shareable(KIND, "Buckets", "GetBucketsAcrossFolders", "GetFoldersForBucket"),
    by_key("Buckets", Bucket, Bucket.identifier, Buckets.view),
    function(f"{ONE}.GetFiles", files.files, Files.view),
    function(f"{ONE}.GetDirectories", files.directories, Files.view),
    function(f"{ONE}.GetFile", files.file, Files.view),
    function(f"{ONE}.GetReadUri", files.read_uri, Files.view),
    function(f"{ONE}.GetWriteUri", files.write_uri, Files.create),
    delete(f"/odata/{ONE}.DeleteFile", files.delete_file, Files.delete),
    get("/api/Buckets/{id}/ListFiles", files.list_files, Files.view, folder=Folder.REQUIRED),
    get(CONTENT, contents.read, PUBLIC),
    put(CONTENT, contents.write, PUBLIC, 201),
)
