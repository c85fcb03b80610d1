-- Run by: streamnet plugins test
testing.case("differs where it says so, and nowhere else", function()
  local mine, base = board.get("NAME"), board.get("BASE")
  for index, memory in ipairs(base.memories) do
    testing.equal(mine.memories[index].size, memory.name == "MEMORY" and tonumber("SIZE") or memory.size)
  end
  testing.equal(mine.core, base.core)
end)
