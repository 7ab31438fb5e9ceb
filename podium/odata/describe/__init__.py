"""Descriptions for programs, all derived from the declarations: service document, CSDL, OpenAPI, Swagger."""
