"""The feeds as NuGet clients know them: the third version of its protocol, over the same packages."""
