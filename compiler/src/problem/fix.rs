//! What to do about a problem.

use super::sentence::sentences;

sentences! { "fix"
    did_you_mean(name) "did you mean \"{name}\"?";
    use_one_of(names) "use one of: {names}";
    rename_field(found, name) "rename `{found}` to `{name}`";
    remove_field(name) "remove `{name}`";
    remove_or_note() "remove it, or begin its name with _ to keep it as a note";
    remove_quotes(text) "remove the quotation marks: {text}";
    swap() "swap them";
    declare_parameter() "declare it in the document's `parameters`";
    plain_letters() "use letters, digits, _, - and . only";
    use_parameter() "refer to it as {\"parameter\": \"name\"}, or remove it";
    narrow_parameter(name) "narrow the `min` and `max` of `{name}`";
    entries_once() "write `max_open_entries` once, in the risk section";

    // Forms.
    add_group() "add a group with a rule";
    add_rule() "add a rule, or remove the group";
    join_actions() "move the action into `actions`";
    add_action()
        "add an `action`, for example {\"signal\": \"buy\", \"outcome\": \"UP\", \"size_usdc\": 50}";

    // Graphs.
    add_action_node() "add a node of type \"action\" and connect a condition to it";
    connect_or_remove() "connect it to what leads to an action, or remove it";
    remove_edge() "remove this edge";
    remove_closing_edge(from, to) "remove the edge {from} -> {to} that closes the cycle";
    remove_edge_or_field() "remove `field`, or this edge";
    remove_edge_or_value() "remove `value` to compare two inputs, or remove this edge";
    remove_edge_or_data(name) "remove this edge, or the {name} in the data";
    connect_number() "connect a number; conditions go to logic nodes and actions";
    compare_first() "put a comparator in between";
    compare_first_or_name_port()
        "put a comparator in between, or name the port: \"targetHandle\": \"size\" or \"price\"";
    connect_one() "connect one";
    connect_more() "connect more inputs";
    connect_condition() "connect a comparator or logic node to it";
    give_value() "give it a `value`, or connect a second input";
    give_range() "give it a `value`, for example [0.1, 0.4]";
    give_field() "give it a `field`, for example \"mid_up\", or connect an input";
    give_size() "give it `size_usdc` or `size`; to sell everything use \"close\"";
    give_price() "give it a `price` between 0 and 1";

    // What nodes, rules and actions say.
    use_input_node() "use a node of type \"input\" for it";
    use_input_node_for_field() "use a node of type \"input\" for a field";
    write_operator(name) "write \"operator\": \"{name}\" and name the series in \"indicator\"";
    write_field(name) "write {\"field\": \"{name}\"}";
    write_range(low, high) "write [{low}, {high}]";
    write_ends() "write the two ends, for example [0.1, 0.4]";
    range_or_number() "use \"between\" or \"outside\" for a range, or give one number";
    size_in_unit() "write it as `size`, in the unit of the size mode";
    remove_size() "remove the size";
    sell_or_market()
        "use \"sell\" or \"close\" as the signal, or \"market\" or \"limit\" as the order type";
    close_or_shares() "use \"close\" without a size to sell everything, or the size mode \"shares\"";
    remove_order_type() "remove `order_type`";

    // What a strategy can be known to do.
    loosen() "check the thresholds, or join the conditions by OR";
    as_fraction(column, value, written) "`{column}` is a fraction: write {value} for {written} %";
    as_dollars(column, value, written) "`{column}` is in dollars: write {value} for {written} cents";
    lower_target(best) "set `take_profit_pct` below {best}, or leave it out and let the shares settle";
    shorten_periods() "shorten the longest periods, or lower the `max` of parameters that set periods";
}
