-- StreamNet-1D (Zheng et al., NeurIPS 2023): a prefix of the network runs tile by tile, and every tensor
-- inside keeps the columns that the tile to the right shares with it, in stream buffers along x. Rows
-- that tiles share are computed again. The rest runs layer by layer.
local prefix = plugins.library("prefix")

return {
  kind = "policy",
  name = "streamnet-1d",
  version = "1.0.0",
  api = "1",
  description = "A prefix tile by tile, overlaps kept along the columns.",
  options = prefix.options,
  schedule = function(graph, target, options)
    return prefix.schedule(graph, target, options, "x")
  end,
}
