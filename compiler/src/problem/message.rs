//! What can be wrong with a document: every sentence the compiler says of one.

use super::sentence::sentences;

sentences! { "message"
    // The text.
    too_long(bytes, most) "The document is {bytes} bytes long; at most {most} are read.";
    too_deep(most) "Objects and lists are nested more than {most} deep.";
    ends_early(line, column) "The text ends in the middle of the document, at line {line}, column {column}.";
    not_json(what, line, column) "This is not JSON: {what} at line {line}, column {column}.";
    not_a_document(given) "A strategy document is an object, not {given}.";
    unreadable() "The editor cannot read this document.";

    // Values and fields.
    must_be(wanted, given) "This must be {wanted}, not {given}.";
    not_sensible(value) "{value} is not a sensible number here; at most 1e12 is accepted.";
    number_as_text() "This must be a number, not a text.";
    outside(value, min, max) "{value} is outside {min} to {max}.";
    not_whole(value) "{value} is not a whole number.";
    does_not_fit(value, bounds) "{value} does not fit: it must be {bounds}.";
    min_above_max(min, max) "`min` ({min}) is larger than `max` ({max}).";
    name_empty() "This name is empty.";
    name_long(most) "This name is longer than {most} characters.";
    name_control() "This name holds control characters.";
    text_long(most) "This text is longer than {most} characters.";
    written_twice(name) "The field {name} is written twice.";
    mean_the_same(first, second) "`{first}` and `{second}` mean the same; only one of them can be given.";
    missing_field(name, what) "The field `{name}` is missing: {what}.";
    means_nothing(name) "The field {name} means nothing here.";
    no_such(what, name) "There is no {what} {name}.";

    // The header.
    other_version(given, known)
        "This document is written for version {given} of the format; this compiler reads {known}.";
    parameter_unknown(name) "The parameter {name} is not declared.";
    parameter_without_default()
        "A parameter needs a `default`, unless another node or the document's `parameters` declare it.";
    parameter_name(name) "{name} cannot name a parameter.";
    parameter_twice(name, path) "The parameter {name} is declared differently at {path}.";
    parameter_range(name, min, max, bounds)
        "The parameter `{name}` runs from {min} to {max}, but this must be {bounds} throughout.";
    parameter_unused(name) "Nothing uses the parameter {name}.";
    parameters_many(most) "There are more than {most} parameters.";
    default_outside(default, min, max) "The default {default} is outside {min} to {max}.";
    step_negative() "A step cannot be negative; 0 means any value.";
    limits_fixed() "Limits are fixed: the engine enforces them for every run, so a parameter cannot set them.";
    entries_conflict(here, there)
        "This action allows {here} open entries, another part of the document {there}; there is one limit per strategy.";

    // Forms.
    form_large(most) "This form has more than {most} rules, groups and actions; that many are compiled.";
    no_condition() "There is no condition, so the actions would be taken on every row.";
    group_empty() "This group has no rules.";
    form_without_action() "The form has no action.";
    action_or_actions() "Write either `action` or `actions`.";

    // Graphs.
    graph_large(nodes, edges, most_nodes, most_edges)
        "This graph has {nodes} nodes and {edges} edges; at most {most_nodes} nodes and {most_edges} edges are compiled.";
    graph_without_action() "The graph has no action.";
    id_taken(id) "Another node has the id {id} already.";
    edge_at_comment() "An edge cannot begin or end at a comment.";
    cycle(names) "These nodes depend on themselves: {names}.";
    cycle_long(names, more, first) "These nodes depend on themselves: {names} -> {more} more -> {first}.";
    node_unused(kind, node) "Nothing depends on the {kind} {node}, so it is not computed.";
    condition_for_number(from, port, node)
        "{from} gives a condition, but the port `{port}` of {node} takes a number.";
    number_for_condition(from, port, node)
        "{from} gives a number, but the port `{port}` of {node} takes a condition.";
    port_taken(port, node) "The port `{port}` of {node} takes one input and has more.";
    no_port(node, port) "{node} has no port {port}.";
    no_input_taken(node, kind) "{node} is a node of type {kind}, which takes no input.";
    indicator_with_field(node) "The indicator {node} names its `field` and takes no input.";
    comparator_full(node, count) "The comparator {node} takes {count} inputs beside what its data says.";
    inputs_many(node, count) "{node} takes {count} inputs and has more.";
    inputs_few(node, count, least) "{node} has {count} of at least {least} inputs.";
    input_in_data(node, name) "The data of {node} give its {name}, or it needs none.";
    input_missing(node, port) "{node} needs an input at its port `{port}`.";
    comparator_alone(node) "The comparator {node} has nothing to compare with.";
    comparator_rangeless(node) "The comparator {node} has no range.";
    indicator_alone(node) "The indicator {node} has nothing to compute from.";
    action_sizeless(node) "The action {node} has no size.";
    action_priceless(node) "The action {node} needs a price for its order type.";
    action_untriggered(node) "Nothing says when the action {node} is taken.";

    // What nodes, rules and actions say.
    known_after(name) "{name} is known only after the slot and can never be an input.";
    symbol_is_text() "`symbol` is a text; rules compare numbers. Choose the series when you run the strategy.";
    operator_not_indicator(name) "{name} is an operator, not an indicator.";
    no_output(indicator, output) "{indicator} has no output {output}.";
    one_number() "This operator compares with one number, not with a list.";
    range_needed(given) "A range must be a list of two numbers, not {given}.";
    range_ends(count) "A range has two ends; this list has {count} items.";
    range_empty(low, high) "The range from {low} to {high} is empty.";
    on_off()
        "`on` and `off` must differ, and parameters must not let one pass the other: on above off switches on when the number rises, on below off when it falls.";
    actions_many(most) "There are more than {most} actions.";
    actions_per_row(most)
        "There are more than {most} actions; where more fire on one row, only the first {most} are taken.";
    size_in_dollars() "`size_usdc` belongs to the size mode \"fixed\".";
    size_ignored() "The size is ignored: close sells every share, cancel cancels every resting order.";
    stop_buys() "A stop loss or take profit sells what is held; it cannot buy.";
    kelly_sells() "Kelly says how much to buy; it cannot size a sale.";
    cancel_typed() "Cancelling has no order type.";

    // What a strategy can be known to do.
    never_fires(action) "The action {action} can never be taken: its condition never holds.";
    always_fires(action) "The condition of the action {action} always holds.";
    contradiction(value) "These conditions contradict each other: no value of {value} meets them all.";
    never_holds(range) "{range}, so this never holds.";
    never_holds_between(left, right) "{left} and {right}, so this never holds.";
    always_holds(range) "{range}, so this always holds.";
    always_holds_between(left, right) "{left} and {right}, so this always holds.";
    target_unreachable(target, action, entry, bid)
        "The take profit of {target} % cannot be reached by {action}: it buys at {entry} or more, and no bid is above {bid}.";
    strategy_large(operations, operands, most_operations, most_operands)
        "This strategy needs {operations} operations with {operands} operands; at most {most_operations} and {most_operands} are compiled.";
    state_large(bytes, most)
        "The indicators of this strategy remember {bytes} bytes in all; at most {most} can be saved (8 for every sample of every window).";

    // The compiler.
    emit_failed(error) "{error}.";
    gave_up() "The compiler gave up on this document without finding a fault in it.";
    not_listed(count) "{count} further problems are not listed.";
}
