-- Run by: streamnet plugins test --allow-native
testing.case("gives the bytes of the reference", function() testing.kernel("NAME") end)
