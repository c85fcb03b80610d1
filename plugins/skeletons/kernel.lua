-- NAME: what it computes, and why it is quicker than the built-in kernel.
--
-- As it stands it is TANH by a table. Its C is compiled into generated projects; StreamNet runs it on this
-- computer only where --allow-native is given.
return {
  kind = "kernel",
  name = "NAME",
  version = "0.1.0",
  api = "1",
  description = "What it does, in one line.",
  operator = "TANH",
  -- A call computes pixels that lie one behind the other ("run"), or columns of one row ("row").
  call = "run",
  -- An element may be written once its own operand was read: the result may lie where the operand was.
  alias = "elements",
  cost = "elementwise",
  -- The structure of its constants, and their values for one operator of a network.
  parameters = {
    { name = "results", type = "int8[]" },
    { name = "channels", type = "int32" },
  },
  prepare = function(node) return { results = node.results, channels = node.output.channels } end,
  source = [[

void IDENTIFIER(const void *params, const sn_call *call)
{
    const IDENTIFIER_params *p = params;
    const int8_t *in = call->rows[0];
    int8_t *out = call->out;
    for (int32_t i = 0; i < call->columns * p->channels; i++) out[i] = p->results[in[i] + 128];
}
]],
}
