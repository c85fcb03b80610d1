-- Run by: streamnet plugins test --allow-native plugins
testing.case("gives the bytes of the reference", function() testing.kernel("pointwise-pairs") end)
