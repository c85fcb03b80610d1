---@meta
-- Made by `streamnet plugins annotations`. For editors only: it is never run.

--- A network in its normal form: operators in order, tensors between them.
---@class streamnet.graph
---@field name string The model's name.
---@field hash string The hash of its structure, which a schedule may carry.
---@field operators streamnet.operator[] The operators in order of execution.
---@field inputs streamnet.tensor[] The input tensors.
---@field outputs streamnet.tensor[] The output tensors.
---@field macs integer Multiply-accumulates of the whole network, padding included.
---@field valid_macs integer Multiply-accumulates inside the tensors.
---@field operator fun(self: streamnet.graph, name: string): streamnet.operator? The operator of a name, or nil.
---@field tensor fun(self: streamnet.graph, name: string): streamnet.tensor? The tensor of a name, or nil.
---@field cuts fun(self: streamnet.graph): streamnet.cut[] The places where stages may end: after which operator, and which tensors cross.
---@field region fun(self: streamnet.graph, last: string, rows: integer[], columns: integer[], tensor: string): streamnet.region? The part of a tensor that a part of an operator's output is computed from; rows and columns are { first, last }, from 1. nil where none of it is.
---@field receptive_field fun(self: streamnet.graph, last: string, tensor: string): streamnet.extent? How many rows and columns of a tensor one pixel of an operator's output is computed from, padding included; nil where none is.

--- One operator of a graph.
---@class streamnet.operator
---@field name string Its name: what schedules use.
---@field kind string What it computes, such as CONV_2D.
---@field index integer Its position in the order of execution, from 1.
---@field inputs streamnet.tensor[] The tensors it reads that are made or given at run time.
---@field output streamnet.tensor The tensor it makes.
---@field window integer How many positions of its first operand one position of its output reads, along rows or columns, the greater.
---@field attributes table<string, any> Stride, padding and the like, by name.
---@field macs integer Multiply-accumulates, padding included.
---@field valid_macs integer Multiply-accumulates inside the tensors.
---@field weight_bytes integer Bytes of its constants.
---@field from string[] The operators of the model's file that it stands for.

--- The operators of a graph, `[1]` on, in order of execution.
---@class streamnet.operators
---@field [integer] streamnet.operator

--- A policy that can be asked for schedules of the network at hand.
---@class streamnet.policy
---@field name string Its name.
---@field version string Its version.
---@field description string What it does.
---@field options table<string, any> Its options and their defaults.
---@field schedule fun(self: streamnet.policy, options?: table): streamnet.schedule?, string? Its schedule for the network at hand, or nil and the reason why there is none.

--- One tensor of a graph.
---@class streamnet.tensor
---@field name string Its name: what schedules use.
---@field type string The type of its elements, such as int8.
---@field rows integer Its rows.
---@field columns integer Its columns.
---@field channels integer Its channels.
---@field bytes integer The bytes of all of it.
---@field is_input boolean Whether the graph is given it.
---@field is_output boolean Whether the graph returns it.
---@field producer? streamnet.operator? The operator that makes it, or nil.
---@field consumers streamnet.operator[] The operators that read it.

--- A board; sizes are bytes.
---@class streamnet.board
---@field name string Its name.
---@field description string What it is.
---@field core string Its core, as compilers name it.
---@field clock integer Hz.
---@field features string[] What the core can do beyond the least of its kind.
---@field memories streamnet.memory_region[] Its memories; buffers lie in the first of kind ram.
---@field emulator? string? The emulated machine that stands for it.

--- Memory for the rows of one tensor, at its place.
---@class streamnet.buffer
---@field name string The tensor.
---@field kind "tensor" | "ring" | "window" Whole, the latest rows, or some columns of them.
---@field bytes integer Its size.
---@field region string The memory it lies in.
---@field offset integer Where it begins there.
---@field first_step integer The first step in which a row of it lives, from 0.
---@field last_step integer The last.

--- What a run does.
---@class streamnet.counts
---@field steps integer Kernel calls, rows of a streamed input and moves.
---@field fetches integer Rows of a streamed input.
---@field moves integer What else happens to memory: windows move, rows are saved.
---@field macs integer Multiply-accumulates.
---@field valid_macs integer Those inside the tensors.
---@field operators { name: string, calls: integer, macs: integer, valid_macs: integer }[] The same of each operator.

--- A place where a stage may end.
---@class streamnet.cut
---@field after streamnet.operator The last operator before it.
---@field crossing streamnet.tensor[] The tensors that live across it.
---@field narrow boolean Whether a single one does.

--- What a stage or a schedule costs.
---@class streamnet.estimate
---@field peak integer Bytes of working memory.
---@field bound integer Bytes below which no placement goes.
---@field macs integer Multiply-accumulates, padding and repetitions included.
---@field valid_macs integer Those inside the tensors.
---@field steps integer Steps.
---@field cost integer Instructions, by the board's cost model.

--- A size along both axes.
---@class streamnet.extent
---@field rows integer Along the rows.
---@field columns integer Along the columns.

--- What is wrong with a schedule.
---@class streamnet.finding
---@field message string What is wrong.
---@field expected? string? What would be right.
---@field hint? string? What to try.

--- A schedule that a search found.
---@class streamnet.found_schedule
---@field schedule streamnet.schedule It.
---@field peak integer Bytes of working memory, placed exactly.
---@field bound integer Bytes that no schedule searched for is below, as far as was proved.
---@field macs integer Multiply-accumulates, padding and repetitions included.
---@field cost integer Instructions, by the board's cost model.

--- A run of operators inside a stage that is pulled as one.
---@class streamnet.inner_stage
---@field first string Its first operator.
---@field last string Its last operator.
---@field tile? integer | { rows: integer?, columns: integer? } | nil Rows that one pull makes, and columns that are computed together.

--- When a buffer lives.
---@class streamnet.lifetime
---@field name string The tensor.
---@field kind "tensor" | "ring" | "window" As of a buffer.
---@field bytes integer Its size.
---@field slots integer Rows that have memory of their own at one time.
---@field row_bytes integer Bytes of a row.
---@field rows integer[][] Of each row the first and the last moment; empty for rows that never live.

--- A memory of a board.
---@class streamnet.memory_region
---@field name string Its name.
---@field kind "ram" | "flash" Its kind.
---@field address integer Where it begins.
---@field size integer Bytes.
---@field wait_states integer Cycles that an access waits.

--- An operand for testing.operator.
---@class streamnet.operator_input
---@field rows integer Its rows.
---@field columns integer Its columns.
---@field channels integer Its channels.
---@field values integer[] From -128 to 127.
---@field scale? number? Of operand and result; 1 where left out.
---@field options? integer[]? The file's bytes of attributes.

--- A place for every buffer.
---@class streamnet.placement
---@field peak integer The end of the highest: the size of the arena.
---@field bound integer The most bytes that live at one moment.
---@field fits boolean Whether it fits the budget.
---@field peak_operator string The operator that runs at the peak.
---@field buffers streamnet.buffer[] The buffers.

--- What a front covers; every field may be left out.
---@class streamnet.planner_front_settings
---@field highest? integer? The peak it begins at; that of running layer by layer where left out.
---@field resolution? number? How far, as a share, each peak asked for is below the one before; 0.02.
---@field effort? integer? How many times the nodes of two searches it may take; 10.

--- What a search is for; every field may be left out.
---@class streamnet.planner_goal
---@field budget? integer? The bytes that a schedule of least cost may need; the least bytes without.
---@field max_work? number? How many times the work of running layer by layer it may take; 1.

--- How stages and schedules are judged.
---@class streamnet.planner_settings
---@field placement? "greedy" | "exact" | nil How buffers are placed; greedily where left out.

--- A part of a tensor, from 1.
---@class streamnet.region
---@field rows integer[] The first and the last row.
---@field columns integer[] The first and the last column.

--- One inference.
---@class streamnet.run
---@field outputs { name: string, type: string, sha256: string, values: integer[] }[] The outputs; of each at most 4096 values.
---@field steps integer Steps.
---@field peak integer Bytes of working memory.

--- What a run is given; every field may be left out.
---@class streamnet.run_options
---@field data? string? noise:SEED or smooth; noise:1 where left out.
---@field guarded? boolean? Whether the owner of every byte is checked.

--- In what order and in what pieces a network is computed: what a policy returns.
---@class streamnet.schedule
---@field graph? string? The hash of the graph it is for; any where left out.
---@field groups? table<string, integer[]> | nil Filters that run in groups of channels, each with the channels of its groups: of a filter f and p, which makes what it reads, stages name p.1, f.1, p.2, f.2 and so on, then f, which puts f.1, f.2 and so on side by side.
---@field copies? string[]? Tensors that operators read as copies: of a tensor t stages name t.copy, an operator before the first of its readers, which can keep rows of it in a window and a ring of its own.
---@field stages streamnet.stage[] The stages, which hold every operator once, in order.

--- A run of operators, executed tile by tile over the output of the last.
---@class streamnet.stage
---@field last string Its last operator.
---@field tile? integer | { rows: integer?, columns: integer? } | nil Rows and columns of the output made together; one number for squares, everything where left out.
---@field keep? table<string, "none" | "x" | "y" | "xy"> | nil What each tensor inside keeps for the tiles to the right (x) and below (y); none where left out.
---@field order? "operator" | "pull" | nil One operator after the other in each tile, or rows made one at a time when their reader lacks them.
---@field work? "clipped" | "uniform" | nil Tiles at the edges compute what lies inside, or as much as any other.
---@field scan? "down" | "up" | "columns" | nil Rows of tiles from the top or from the bottom, or columns of tiles from the left.
---@field burst? integer? Rows that one pull makes; 1 where left out.
---@field region? table<string, string> | nil The memory of the board that a tensor lies in; where there is room where left out.
---@field inner? streamnet.inner_stage[]? Runs of its operators that are pulled as one, in tiles of their own.

--- Candidates of planner.stages: lists of one length, or one value for all.
---@class streamnet.stage_columns
---@field first string | integer | (string | integer)[] First operators, by name or index.
---@field last string | integer | (string | integer)[] Last operators, by name or index.
---@field rows integer | integer[] Rows of a tile; more than there are stand for all.
---@field columns integer | integer[] Columns of a tile.
---@field keep string | string[] What every tensor inside keeps: none, x, y or xy.

--- What candidates cost, a value each; false for those that are no stages.
---@class streamnet.stage_scores
---@field macs (integer | boolean)[] Multiply-accumulates, padding and repetitions included.
---@field valid_macs (integer | boolean)[] Those inside the tensors.
---@field bytes (integer | boolean)[] The sizes of all buffers; buffers that share lower the peak.

--- What a schedule is for.
---@class streamnet.target
---@field board streamnet.board The board.
---@field budget table<string, integer> Bytes that may be used, by memory.
---@field input "resident" | "streamed" How the input arrives.
---@field placement "greedy" | "exact" How the plan's buffers will be placed.

--- What a network is to be planned for; every field may be left out.
---@class streamnet.use_options
---@field board? string? A board by name or path; that at hand where left out.
---@field input? "resident" | "streamed" | nil How the input arrives.
---@field placement? string? The method of placement.
---@field budget? table<string, integer | string> | nil Bytes by memory, such as { sram = "96K" }.

--- Other operators that compute the same bytes; every field may be left out.
---@class streamnet.variant
---@field groups? table<string, integer[]> | nil Filters that run in groups of channels, each with the channels of its groups: of a filter f and p, which makes what it reads, stages name p.1, f.1, p.2, f.2 and so on, then f, which puts f.1, f.2 and so on side by side.
---@field copies? string[]? Tensors that operators read as copies: of a tensor t stages name t.copy, an operator before the first of its readers, which can keep rows of it in a window and a ring of its own.

-- The boards there are.
board = {}

--- The names of all boards that can be found.
---@return string[]
function board.list() end

--- The board of a name or of a file; without one that at hand.
---@param name? string
---@return streamnet.board
function board.get(name) end

-- The buffers of a schedule for the network at hand: when they live and where they lie.
memory = {}

--- Every buffer, and of each of its rows the first and last moment; moments count from 0, -1 is before the first.
---@param schedule streamnet.schedule
---@return streamnet.lifetime[]
function memory.lifetimes(schedule) end

--- A place for every buffer, by the method of placement at hand.
---@param schedule streamnet.schedule
---@return streamnet.placement
function memory.place(schedule) end

--- The most bytes that live at one moment: no placement needs less.
---@param schedule streamnet.schedule
---@return integer
function memory.bound(schedule) end

--- The places of all buffers, a line a buffer.
---@param schedule streamnet.schedule
---@return string
function memory.map(schedule) end

-- The network that planner, schedule, memory and simulator work on, and networks made in Lua.
network = {}

--- Makes a network the one at hand: a model by name or path, or one that network.build made. A policy cannot: its network is the one it is called for.
---@param model string | streamnet.graph
---@param options? streamnet.use_options
---@return streamnet.graph
---@return streamnet.target
function network.use(model, options) end

--- A network from a description as a table: the keys of a network file, without weights. `network = 1` may be left out.
---@param description table
---@return streamnet.graph
function network.build(description) end

--- The network at hand and what it is planned for.
---@return streamnet.graph
---@return streamnet.target
function network.current() end

-- What stages and schedules of the network at hand cost.
planner = {}

--- What a stage costs: its first operator, and a table as in a schedule, whose `keep` may be one word for all tensors inside; { placement = "exact" } places its buffers so. Gives { peak, bound, macs, valid_macs, steps, cost }, or nil and a reason.
---@param first string
---@param stage streamnet.stage
---@param settings? streamnet.planner_settings
---@return streamnet.estimate?
---@return string?
function planner.stage(first, stage, settings) end

--- What very many stages cost, each with tiles in operator order: exact work, and the sum of the sizes of all buffers, which no peak is above. A million take less than a second; planner.stage places the buffers of the few that are left.
---@param candidates streamnet.stage_columns
---@return streamnet.stage_scores
function planner.stages(candidates) end

--- What a whole schedule costs; { placement = "exact" } places its buffers so. Gives { peak, bound, macs, valid_macs, steps, cost }, or nil and a reason.
---@param schedule streamnet.schedule
---@param settings? streamnet.planner_settings
---@return streamnet.estimate?
---@return string?
function planner.evaluate(schedule, settings) end

--- The best schedule of the search space that the guide describes: of least memory without computing anything twice; with { max_work = x } of at most x times the work of running layer by layer; with { budget = bytes } the one of least cost that fits. Placed exactly. Nil and a reason where there is none.
---@param goal? streamnet.planner_goal
---@return streamnet.found_schedule | nil
---@return string?
function planner.optimal(goal) end

--- Schedules that trade memory for work, from the most memory to the least; none needs both as many bytes and as much work as another.
---@param settings? streamnet.planner_front_settings
---@return streamnet.found_schedule[]
function planner.front(settings) end

--- Tells people how far a search is; has no effect on it.
---@param done number
---@param total number
---@param doing? string
function planner.progress(done, total, doing) end

-- Other policies, and code that plug-ins share.
plugins = {}

--- What the file library/NAME.lua beside the plug-in's folder returns.
---@param name string
---@return any
function plugins.library(name) end

--- Another policy by name or by path, to be asked for schedules of the network at hand.
---@param name string
---@return streamnet.policy
function plugins.policy(name) end

--- The names of all policies that can be found.
---@return string[]
function plugins.policies() end

-- Text of tables and data, for people and for programs.
report = {}

--- Rows under the names of their columns, for a terminal; columns of numbers stand on the right.
---@param columns string[]
---@param rows any[][]
---@return string
function report.table(columns, rows) end

--- The same as comma-separated values.
---@param columns string[]
---@param rows any[][]
---@return string
function report.csv(columns, rows) end

--- Data as JSON; an empty table is an empty object, a table with elements a list.
---@param value any
---@param compact? boolean
---@return string
function report.json(value, compact) end

--- Any value as the console shows it: tables with their fields in order, objects with their properties.
---@param value any
---@return string
function report.pretty(value) end

--- Bytes as people read them, such as 76.3 KiB.
---@param bytes integer
---@return string
function report.size(bytes) end

-- Schedules as plain tables: made, checked, compared, written and read.
schedule = {}

--- A schedule of these stages, from the first operator on; the operators behind them are stages of their own, layer by layer. `keep` may be one word for all tensors inside a stage. Stages name the operators of the variant where one is given.
---@param stages streamnet.stage[]
---@param variant? streamnet.variant
---@return streamnet.schedule
function schedule.build(stages, variant) end

--- Everything that keeps a schedule from running on the network at hand; an empty list where nothing does.
---@param schedule streamnet.schedule
---@return streamnet.finding[]
function schedule.check(schedule) end

--- A line a stage.
---@param schedule streamnet.schedule
---@return string
function schedule.text(schedule) end

--- What differs, a line a difference: `-` only in the first, `+` only in the second.
---@param first streamnet.schedule
---@param second streamnet.schedule
---@return string[]
function schedule.diff(first, second) end

--- The schedule as YAML.
---@param schedule streamnet.schedule
---@return string
function schedule.to_yaml(schedule) end

--- The schedule that a text in YAML holds.
---@param text string
---@return streamnet.schedule
function schedule.from_yaml(text) end

-- Runs of a schedule for the network at hand, in simulated memory.
simulator = {}

--- One inference. `data` is noise:SEED or smooth, `guarded` checks the owner of every byte.
---@param schedule streamnet.schedule
---@param options? streamnet.run_options
---@return streamnet.run
function simulator.run(schedule, options) end

--- What a run does, without running it: steps and multiply-accumulates, and of each operator how often its kernel is called and for how many.
---@param schedule streamnet.schedule
---@return streamnet.counts
function simulator.counts(schedule) end

--- A hash of the steps of a run in their order, 16 digits; firmware that does the same steps has the same.
---@param schedule streamnet.schedule
---@param options? streamnet.run_options
---@return string
function simulator.trace(schedule, options) end

--- Whether a run gives the bytes of the reference interpreter, simulated and guarded; else what differs first.
---@param schedule streamnet.schedule
---@param options? streamnet.run_options
---@return boolean
---@return string?
function simulator.verify(schedule, options) end

-- Tests beside plug-ins: in files NAME.test.lua, run by `streamnet plugins test`.
testing = {}

--- Runs a test; an error in it is a failure, and the next goes on.
---@param name string
---@param body function
function testing.case(name, body) end

--- Fails unless both are the same data, tables field by field.
---@param got any
---@param expected any
function testing.equal(got, expected) end

--- Fails unless a policy's answer is a schedule that gives the reference's bytes on the network at hand.
---@param schedule streamnet.schedule?
---@param reason? string
function testing.schedules(schedule, reason) end

--- Fails unless a kernel of a plug-in gives the reference's bytes on random inputs, streamed too; its C is compiled and run, which --allow-native must allow.
---@param name string
function testing.kernel(name) end

--- What an operator of a plug-in makes of one operand, and the rows and columns of its result.
---@param name string
---@param input streamnet.operator_input
---@return integer[]
---@return streamnet.extent
function testing.operator(name, input) end
