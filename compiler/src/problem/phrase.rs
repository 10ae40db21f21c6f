//! Parts of sentences: what something is, what is missing, what a value is called.

use super::sentence::sentences;

sentences! { "phrase"
    // What a value is.
    null() "null";
    flag() "true or false";
    number() "a number";
    text() "a text";
    list() "a list";
    object() "an object";
    from_to(min, max) "from {min} to {max}";
    whole_from_to(min, max) "a whole number from {min} to {max}";
    more_and_less(min, max) "more than {min} and less than {max}";

    // What a name stands for.
    mode() "mode";
    join() "way to join rules";
    signal() "signal";
    outcome() "outcome";
    order_type() "order type";
    size_mode() "size mode";
    operator() "operator";
    math_operator() "math operator";
    logic_operator() "logic operator";
    clock() "clock";
    field() "field";
    account_field() "account field";
    slot_field() "slot field";
    indicator() "indicator";
    field_or_indicator() "field or indicator";
    node() "node";
    node_type() "node type";

    // Kinds of nodes.
    kind_input() "input";
    kind_constant() "constant";
    kind_parameter() "parameter";
    kind_indicator() "indicator";
    kind_math() "math";
    kind_comparator() "comparator";
    kind_logic() "logic";
    kind_action() "action";

    // What a missing field would say.
    for_example(text) "for example \"{text}\"";
    form_or_node() "\"form\" or \"node\"";
    groups() "the groups of rules";
    rules() "the rules of the group";
    nodes() "the nodes of the graph";
    id() "the node's name in edges";
    what_it_does() "what the node does";
    settings() "the node's settings";
    comes_from() "the id of the node it comes from";
    leads_to() "the id of the node it leads to";
    the_number() "the number";
    parameter_name() "the parameter's name";
    value_unset() "the value when nothing is set";
    to_read(text) "the value to read, for example \"{text}\"";
    to_compare(text) "what to compare, for example \"field\": \"{text}\"";
    to_compare_with() "what to compare with";
    function(text) "the function, for example \"{text}\"";
    computed_from(indicator, text) "what {indicator} is computed from, for example \"{text}\"";
    samples_of(indicator) "the number of samples of {indicator}";
    how_long() "how long to wait";
    switches_on() "the level that switches it on";
    switches_off() "the level that switches it off";
    signals() "buy, sell, close or cancel";
    outcomes() "UP or DOWN";

    // What a value is called, and where it lies.
    this_value() "this value";
    a_parameter() "a parameter";
    the_parameter(name) "the parameter {name}";
    the_size() "size";
    the_price() "price";
    of(indicator, field) "{indicator} of {field}";
    lies_between(value, low, high) "{value} lies between {low} and {high}";
}
