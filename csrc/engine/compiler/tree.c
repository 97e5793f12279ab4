/* tree.c -- how much room a node needs: most are names, constants and attributes, which need half of
 * what a function does. */
#include "compiler/tree.h"

#include <stddef.h>

#define UP_TO(member) (offsetof(node, member) + sizeof((node *)0)->member)

static const unsigned char SIZES[] = {
    [NODE_MODULE] = UP_TO(module),
    [NODE_INTERACTIVE] = UP_TO(module),
    [NODE_EXPRESSION] = UP_TO(expression),
    [NODE_FUNCTION_DEF] = UP_TO(function_def),
    [NODE_ASYNC_FUNCTION_DEF] = UP_TO(function_def),
    [NODE_CLASS_DEF] = UP_TO(class_def),
    [NODE_RETURN] = UP_TO(return_),
    [NODE_DELETE] = UP_TO(delete_),
    [NODE_ASSIGN] = UP_TO(assign),
    [NODE_TYPE_ALIAS] = UP_TO(type_alias),
    [NODE_AUG_ASSIGN] = UP_TO(aug_assign),
    [NODE_ANN_ASSIGN] = UP_TO(ann_assign),
    [NODE_FOR] = UP_TO(for_),
    [NODE_ASYNC_FOR] = UP_TO(for_),
    [NODE_WHILE] = UP_TO(while_),
    [NODE_IF] = UP_TO(while_),
    [NODE_WITH] = UP_TO(with),
    [NODE_ASYNC_WITH] = UP_TO(with),
    [NODE_MATCH] = UP_TO(match),
    [NODE_RAISE] = UP_TO(raise),
    [NODE_TRY] = UP_TO(try_),
    [NODE_TRY_STAR] = UP_TO(try_),
    [NODE_ASSERT] = UP_TO(assert_),
    [NODE_IMPORT] = UP_TO(import),
    [NODE_IMPORT_FROM] = UP_TO(import_from),
    [NODE_GLOBAL] = UP_TO(global),
    [NODE_NONLOCAL] = UP_TO(global),
    [NODE_EXPR] = UP_TO(expr),
    [NODE_PASS] = offsetof(node, module),
    [NODE_BREAK] = offsetof(node, module),
    [NODE_CONTINUE] = offsetof(node, module),
    [NODE_BOOL_OP] = UP_TO(bool_op),
    [NODE_NAMED_EXPR] = UP_TO(named_expr),
    [NODE_BIN_OP] = UP_TO(bin_op),
    [NODE_UNARY_OP] = UP_TO(unary_op),
    [NODE_LAMBDA] = UP_TO(lambda),
    [NODE_IF_EXP] = UP_TO(if_exp),
    [NODE_DICT] = UP_TO(dict),
    [NODE_SET] = UP_TO(set),
    [NODE_LIST_COMP] = UP_TO(list_comp),
    [NODE_SET_COMP] = UP_TO(list_comp),
    [NODE_DICT_COMP] = UP_TO(dict_comp),
    [NODE_GENERATOR_EXP] = UP_TO(list_comp),
    [NODE_AWAIT] = UP_TO(await),
    [NODE_YIELD] = UP_TO(yield),
    [NODE_YIELD_FROM] = UP_TO(yield_from),
    [NODE_COMPARE] = UP_TO(compare),
    [NODE_CALL] = UP_TO(call),
    [NODE_FORMATTED_VALUE] = UP_TO(formatted_value),
    [NODE_JOINED_STR] = UP_TO(joined_str),
    [NODE_CONSTANT] = UP_TO(constant),
    [NODE_ATTRIBUTE] = UP_TO(attribute),
    [NODE_SUBSCRIPT] = UP_TO(subscript),
    [NODE_STARRED] = UP_TO(starred),
    [NODE_NAME] = UP_TO(name),
    [NODE_LIST] = UP_TO(list),
    [NODE_TUPLE] = UP_TO(list),
    [NODE_SLICE] = UP_TO(slice),
    [NODE_COMPREHENSION] = UP_TO(comprehension),
    [NODE_EXCEPT_HANDLER] = UP_TO(except_handler),
    [NODE_ARGUMENTS] = UP_TO(arguments),
    [NODE_ARG] = UP_TO(arg),
    [NODE_KEYWORD] = UP_TO(keyword),
    [NODE_ALIAS] = UP_TO(alias),
    [NODE_WITH_ITEM] = UP_TO(with_item),
    [NODE_MATCH_CASE] = UP_TO(match_case),
    [NODE_MATCH_VALUE] = UP_TO(match_value),
    [NODE_MATCH_SINGLETON] = UP_TO(match_singleton),
    [NODE_MATCH_SEQUENCE] = UP_TO(match_sequence),
    [NODE_MATCH_MAPPING] = UP_TO(match_mapping),
    [NODE_MATCH_CLASS] = UP_TO(match_class),
    [NODE_MATCH_STAR] = UP_TO(match_star),
    [NODE_MATCH_AS] = UP_TO(match_as),
    [NODE_MATCH_OR] = UP_TO(match_sequence),
    [NODE_TYPE_VAR] = UP_TO(type_var),
    [NODE_PARAM_SPEC] = UP_TO(type_var),
    [NODE_TYPE_VAR_TUPLE] = UP_TO(type_var),
};

_Static_assert(sizeof SIZES == NODE_TYPE_VAR_TUPLE + 1, "a size for each kind");
_Static_assert(sizeof(node) <= 255, "sizes are bytes");

node *tree_node(arena *a, enum node_kind kind, place where)
{
    node *n = arena_take(a, SIZES[kind]);
    n->kind = kind;
    n->place = where;
    return n;
}
