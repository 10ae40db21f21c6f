# The graph view and its outline.
## The canvas

graph-canvas = Strategy graph
graph-canvas-help = Tab goes through the nodes. Arrows move the focused node, with Shift four times as far. C starts a connection, Enter opens the settings, A adds a node, F shows everything. With nothing selected, arrows move the view.
graph-empty = The graph is empty. Press A or double-click to add a node; begin with what to do, or with a price.
graph-node = node
graph-selected = selected
graph-problems = { $count ->
    [one] 1 problem
   *[other] { $count } problems
    }
graph-comment-new = Note
graph-frame-new = Group

## Toolbar and menus

graph-toolbar = Graph tools
graph-add = Add node
graph-add-hint = Add a node (A, / or double-click)
graph-add-search = Search for a node
graph-add-none = Nothing answers this search.
graph-undo = Undo
graph-redo = Redo
graph-zoom-in = Zoom in
graph-zoom-out = Zoom out
graph-fit = Show everything
graph-layout = Tidy up
graph-edit-menu = Edit
graph-connect = Connect…
graph-copy = Copy
graph-cut = Cut
graph-paste = Paste
graph-duplicate = Duplicate
graph-select-all = Select all
graph-delete = Delete
graph-arrange-menu = Arrange
graph-align-left = Align left sides
graph-align-top = Align tops
graph-distribute-across = Distribute horizontally
graph-distribute-down = Distribute vertically
graph-group = Group in a frame
graph-ungroup = Remove the frame
graph-comment = Add a note

## Types of node

graph-kind-input = Market value
graph-kind-constant = Number
graph-kind-parameter = Parameter
graph-kind-account = Account value
graph-kind-slot = Slot value
graph-kind-indicator = Indicator
graph-kind-math = Arithmetic
graph-kind-comparator = Comparison
graph-kind-logic = Logic
graph-kind-action = Action
graph-kind-comment = Note

## Ports

graph-port-value = value
graph-port-input = input
graph-port-a = left side
graph-port-b = right side
graph-port-low = from
graph-port-high = to
graph-port-min = at least
graph-port-max = at most
graph-port-set = switches on
graph-port-reset = switches off
graph-port-when = when
graph-port-size = size
graph-port-price = price
graph-port-line = line
graph-port-signal = signal
graph-port-histogram = histogram
graph-port-middle = middle
graph-port-upper = upper
graph-port-lower = lower
graph-port-percent_b = position in the band
graph-port-width = width
graph-port-k = %K
graph-port-d = %D

## On nodes

graph-outcome-up = Up
graph-outcome-down = Down
graph-value-missing = missing
graph-value-true = true
graph-value-false = false
graph-summary-min = at least { $value }
graph-summary-max = at most { $value }
graph-summary-on = on at { $value }
graph-summary-off = off at { $value }
graph-summary-seconds = { $value } s
graph-summary-usdc = ${ $value }
graph-summary-shares = { $value } shares
graph-summary-equity = { $value } % of equity
graph-summary-kelly = Kelly, probability { $value }

## Read out

graph-said-selected = { $count ->
    [one] 1 node selected
   *[other] { $count } nodes selected
    }
graph-said-copied = { $count ->
    [one] 1 node copied
   *[other] { $count } nodes copied
    }
graph-said-pasted = { $count ->
    [one] 1 node added
   *[other] { $count } nodes added
    }
graph-said-deleted = { $count ->
    [one] 1 node deleted
   *[other] { $count } nodes deleted
    }
graph-said-added = Added: { $node }
graph-said-connected = Connected { $from } to { $to }
graph-said-disconnected = Connection removed
graph-said-target = Connect to { $node }, { $port }: { $at } of { $count }. Arrows for others, Enter connects, Escape cancels.
graph-said-focus-first = Go to a node first, with Tab or by clicking it.
graph-said-cancelled = Cancelled
graph-said-layout = Nodes tidied up
graph-said-framed = Frame added
graph-said-unframed = Frame removed
graph-said-nothing-to-paste = There is nothing to paste.
graph-said-readonly = This graph cannot be changed here.
graph-no-port = There is no port to connect to.
graph-no-target = Nothing in the graph can take this connection.

## Beside the canvas

graph-inspector = Settings
graph-inspector-empty = Select a node to see and change its settings.
graph-key-edit = Settings of the node
graph-key-toggle = Add to the selection
graph-key-move = Move (Shift: further)
graph-key-pan = Hold and drag: move the view
graph-edge = Connection
graph-disconnect = Remove the connection
graph-disconnect-from = Disconnect { $node }
graph-connections = Connections
graph-connect-into = Connect to “{ $port }”
graph-connect-out = Connect “{ $port }” to
graph-connect-pick = Choose…
graph-leads-to = Leads to
graph-frame = Frame
graph-frame-title = Title
graph-frame-select = Select the nodes inside
graph-label = Own label

## Settings

graph-set-field = Value
graph-set-function = Indicator
graph-set-of = Computed from
graph-set-output = Output
graph-set-per = Advances with
graph-per-sample = every second
graph-per-row = every price change
graph-set-operator = Operation
graph-set-left = Left side
graph-set-right = Compared with
graph-set-series = Other value
graph-set-value = Number
graph-set-operand = Second number
graph-set-low = From
graph-set-high = To
graph-set-min = At least
graph-set-max = At most
graph-set-step = Step
graph-set-name = Name
graph-set-default = Value when nothing is set
graph-set-on = Switches on at
graph-set-off = Switches off at
graph-set-seconds = Seconds to wait
graph-set-signal = What to do
graph-set-outcome = Outcome
graph-set-size-mode = Unit of the size
graph-set-size = Size
graph-set-kelly = Part of the Kelly stake
graph-set-order = Order
graph-set-price = Price
graph-set-once = At most once per slot
graph-set-cool-down = Pause after firing
graph-from-input = from a connection
graph-way-value = a number
graph-way-parameter = a parameter
graph-way-customary = the usual value
graph-way-no-limit = none
graph-way-no-price = whatever the market asks
graph-way-number = a number or parameter
graph-way-series = another value
graph-way-range = a range
graph-way-two-conditions = by two conditions

## Outline

graph-outline = Outline of the graph
graph-outline-actions = Actions, and what leads to them
graph-outline-none = There is no action yet. Add one: it says what to do when your conditions hold.
graph-outline-loose = Connected to no action
graph-outline-again = shown above
graph-add-into = Add to “{ $port }”
graph-earlier = Take { $node } earlier
graph-later = Take { $node } later
graph-delete-node = Delete { $node }
