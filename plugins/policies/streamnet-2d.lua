-- StreamNet-2D (Zheng et al., NeurIPS 2023): a prefix of the network runs tile by tile, and every tensor
-- inside keeps what the tiles to the right and below share with it, in stream buffers along x and y.
-- Nothing is computed twice. The rest runs layer by layer.
local prefix = plugins.library("prefix")

return {
  kind = "policy",
  name = "streamnet-2d",
  version = "1.0.0",
  api = "1",
  description = "A prefix tile by tile, overlaps kept along columns and rows.",
  options = prefix.options,
  schedule = function(graph, target, options)
    return prefix.schedule(graph, target, options, "xy")
  end,
}
