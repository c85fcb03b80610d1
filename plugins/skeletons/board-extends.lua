-- NAME: in what it differs from BASE, and the documents that its figures come from.
return {
  kind = "board",
  name = "NAME",
  version = "0.1.0",
  api = "1",
  description = "BASE with half the memory",
  -- What stands below replaces what BASE says; memories by their names.
  extends = "BASE",
  memories = {
    { name = "MEMORY", size = "SIZE" },
  },
}
