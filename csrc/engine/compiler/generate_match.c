/* generate_match.c -- match and its patterns.
 *
 * As CPython does it: what a pattern has captured stays on the stack, below what is still to be
 * matched, until the whole pattern has matched; then the names are given their values.  A pattern
 * that fails jumps to where as many values are dropped as are there then.
 *
 *     [captured …, what is to be matched …]
 */
#include "compiler/generate_match.h"

#include "compiler/generate_conditions.h"
#include "compiler/generate_displays.h"
#include "compiler/generate_names.h"

#include <string.h>

enum { CAPTURES_MOST = 250, KEYS_COMPARED = 1000 };

typedef struct pattern_state {
    identifier *captured; /* on the stack, the first on top */
    int captured_count, captured_capacity;
    int on_top; /* values above the captured ones that a failure has to drop */
    bool may_be_irrefutable;
    label *failures; /* [n]: where n values are dropped */
    int failure_count, failure_capacity;
} pattern_state;

static bool generate_pattern(generator *g, node *n, pattern_state *p);

/* ------------------------------------------------------------------ failing */

static label failure_label(generator *g, pattern_state *p, int drops)
{
    while (p->failure_count <= drops) {
        arena_grow(g->arena, (void **)&p->failures, p->failure_count, &p->failure_capacity,
                   sizeof *p->failures);
        p->failures[p->failure_count++] = emit_new_label(g->emitter);
    }
    return p->failures[drops];
}

static void fail_if(generator *g, pattern_state *p, Opcode jump)
{
    emit_jump(g->emitter, jump, failure_label(g, p, p->on_top + p->captured_count));
}

/* Here is where failures end: the code before has jumped away. */
static void place_failures(generator *g, pattern_state *p)
{
    for (int i = p->failure_count - 1; i >= 0; i--) {
        emit_label(g->emitter, p->failures[i]);
        if (i > 0)
            emit(g->emitter, OP_POP_TOP, BC_NOARG);
    }
    p->failure_count = 0;
}

/* ------------------------------------------------------------------ capturing */

/* TOP goes below the count - 1 values that are under it. */
static void sink(generator *g, int count)
{
    if (count == 2) {
        emit(g->emitter, OP_ROT_TWO, BC_NOARG);
    } else if (count == 3) {
        emit(g->emitter, OP_ROT_THREE, BC_NOARG);
    } else {
        for (; count > 1; count--)
            emit_operation(g->emitter, OPERATION_SWAP, count, 0);
    }
}

static bool add_capture(generator *g, pattern_state *p, node *n, identifier name)
{
    for (int i = 0; i < p->captured_count; i++)
        if (p->captured[i] == name)
            return generate_error(g, n->place, "multiple assignments to name '%s' in pattern",
                                  name);
    if (p->captured_count >= CAPTURES_MOST)
        return generate_error(g, n->place, "too many names in a pattern");
    arena_grow(g->arena, (void **)&p->captured, p->captured_count, &p->captured_capacity,
               sizeof *p->captured);
    p->captured[p->captured_count++] = name;
    return true;
}

/* [… value] -> [value, …] */
static bool capture(generator *g, pattern_state *p, node *n, identifier name)
{
    if (name == NULL) {
        emit(g->emitter, OP_POP_TOP, BC_NOARG);
        return true;
    }
    sink(g, p->on_top + p->captured_count + 1);
    return add_capture(g, p, n, name);
}

static bool is_wildcard(const node *n)
{
    return n->kind == NODE_MATCH_AS && n->match_as.pattern == NULL && n->match_as.name == NULL;
}

static bool is_wildcard_star(const node *n)
{
    return n->kind == NODE_MATCH_STAR && n->match_star.name == NULL;
}

static bool generate_subpattern(generator *g, node *n, pattern_state *p)
{
    const bool before = p->may_be_irrefutable;
    p->may_be_irrefutable = true;
    const bool ok = generate_pattern(g, n, p);
    p->may_be_irrefutable = before;
    return ok;
}

static bool generate_as(generator *g, node *n, pattern_state *p)
{
    if (n->match_as.pattern == NULL) {
        if (!p->may_be_irrefutable) {
            if (n->match_as.name != NULL)
                return generate_error(g, n->place,
                                      "name capture '%s' makes remaining patterns unreachable",
                                      n->match_as.name);
            return generate_error(g, n->place, "wildcard makes remaining patterns unreachable");
        }
        return capture(g, p, n, n->match_as.name);
    }
    p->on_top++;
    emit(g->emitter, OP_DUP_TOP, BC_NOARG);
    if (!generate_pattern(g, n->match_as.pattern, p))
        return false;
    p->on_top--;
    return capture(g, p, n, n->match_as.name);
}

/* ------------------------------------------------------------------ sequences */

static bool unpack(generator *g, pattern_state *p, node_list patterns, int star)
{
    if (star >= 0)
        emit_operation(g->emitter, OPERATION_UNPACK_STAR, star, patterns.count - star - 1);
    else
        emit_operation(g->emitter, OPERATION_UNPACK, patterns.count, 0);
    p->on_top += patterns.count;
    for (int i = 0; i < patterns.count; i++) {
        p->on_top--;
        if (!generate_subpattern(g, patterns.items[i], p))
            return false;
    }
    return true;
}

/* With *_ the items of the middle are not looked at. */
static bool index_items(generator *g, pattern_state *p, node_list patterns, int star)
{
    emitter *const e = g->emitter;
    p->on_top++;
    for (int i = 0; i < patterns.count; i++) {
        if (i == star || is_wildcard(patterns.items[i]))
            continue;
        emit(e, OP_DUP_TOP, BC_NOARG);
        if (i < star) {
            emit_integer(e, i);
        } else {
            emit_operation(e, OPERATION_GET_LEN, 0, 0);
            emit_integer(e, patterns.count - i);
            emit(e, OP_BINARY_SUB, BC_NOARG);
        }
        emit(e, OP_LOAD_SUBSCR, BC_NOARG);
        if (!generate_subpattern(g, patterns.items[i], p))
            return false;
    }
    p->on_top--;
    emit(e, OP_POP_TOP, BC_NOARG);
    return true;
}

static void require_length(generator *g, pattern_state *p, int length, Opcode comparison)
{
    emit_operation(g->emitter, OPERATION_GET_LEN, 0, 0);
    emit_integer(g->emitter, length);
    emit(g->emitter, comparison, BC_NOARG);
    fail_if(g, p, OP_POP_JUMP_IF_FALSE);
}

static bool generate_sequence(generator *g, node *n, pattern_state *p)
{
    const node_list patterns = n->match_sequence.patterns;
    int star = -1;
    bool only_wildcards = true, star_wildcard = false;
    for (int i = 0; i < patterns.count; i++) {
        if (patterns.items[i]->kind == NODE_MATCH_STAR) {
            if (star >= 0)
                return generate_error(g, n->place, "multiple starred names in sequence pattern");
            star = i;
            star_wildcard = is_wildcard_star(patterns.items[i]);
            only_wildcards = only_wildcards && star_wildcard;
        } else {
            only_wildcards = only_wildcards && is_wildcard(patterns.items[i]);
        }
    }
    p->on_top++;
    emit_operation(g->emitter, OPERATION_MATCH_SEQUENCE, 0, 0);
    fail_if(g, p, OP_POP_JUMP_IF_FALSE);
    if (star < 0)
        require_length(g, p, patterns.count, OP_COMPARE_EQ);
    else if (patterns.count > 1)
        require_length(g, p, patterns.count - 1, OP_COMPARE_GE);
    p->on_top--;
    if (only_wildcards) {
        emit(g->emitter, OP_POP_TOP, BC_NOARG);
        return true;
    }
    return star_wildcard ? index_items(g, p, patterns, star) : unpack(g, p, patterns, star);
}

/* ------------------------------------------------------------------ mappings, classes */

/* [values, a tuple or None]: fails if None, else unpacks `count` of them. */
static void unpack_or_fail(generator *g, pattern_state *p, int count)
{
    emit(g->emitter, OP_DUP_TOP, BC_NOARG);
    emit(g->emitter, OP_LOAD_NONE, BC_NOARG);
    emit(g->emitter, OP_IS_OP, 0);
    fail_if(g, p, OP_POP_JUMP_IF_TRUE);
    emit_operation(g->emitter, OPERATION_UNPACK, count, 0);
}

static bool same_key(const constant *a, const constant *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == CONSTANT_STR || a->kind == CONSTANT_BYTES)
        return a->size == b->size && memcmp(a->data, b->data, (size_t)a->size) == 0;
    return a->kind != CONSTANT_NUMBER
           || (a->number.kind == NUMBER_INT && b->number.kind == NUMBER_INT
               && a->number.integer == b->number.integer);
}

/* Keys that are constants are all different. */
static bool check_keys(generator *g, node *n)
{
    const node_list keys = n->match_mapping.keys;
    for (int i = 0; i < keys.count && i < KEYS_COMPARED; i++)
        for (int j = 0; j < i; j++) {
            const node *const a = keys.items[i], *const b = keys.items[j];
            if (a->kind != NODE_CONSTANT || b->kind != NODE_CONSTANT
                || !same_key(&a->constant, &b->constant))
                continue;
            if (a->constant.kind == CONSTANT_STR)
                return generate_error(g, n->place, "mapping pattern checks duplicate key ('%s')",
                                      a->constant.data);
            return generate_error(g, n->place, "mapping pattern checks duplicate key (%lld)",
                                  (long long)a->constant.number.integer);
        }
    return true;
}

static bool generate_mapping(generator *g, node *n, pattern_state *p)
{
    if (!check_keys(g, n))
        return false;
    emitter *const e = g->emitter;
    const int count = n->match_mapping.keys.count;
    p->on_top++;
    emit_operation(e, OPERATION_MATCH_MAPPING, 0, 0);
    fail_if(g, p, OP_POP_JUMP_IF_FALSE);
    if (count == 0 && n->match_mapping.rest == NULL) {
        p->on_top--;
        emit(e, OP_POP_TOP, BC_NOARG);
        return true;
    }
    if (count > 0)
        require_length(g, p, count, OP_COMPARE_GE);
    if (!generate_tuple(g, n->match_mapping.keys))
        return false;
    /* [subject, keys, values] */
    emit_operation(e, OPERATION_MATCH_KEYS, 0, 0);
    p->on_top += 2;
    unpack_or_fail(g, p, count);
    p->on_top += count - 1;
    for (int i = 0; i < count; i++) {
        p->on_top--;
        if (!generate_subpattern(g, n->match_mapping.patterns.items[i], p))
            return false;
    }
    p->on_top -= 2;
    if (n->match_mapping.rest != NULL) {
        emit_operation(e, OPERATION_DICT_WITHOUT, 0, 0);
        return capture(g, p, n, n->match_mapping.rest);
    }
    emit(e, OP_POP_TOP, BC_NOARG);
    emit(e, OP_POP_TOP, BC_NOARG);
    return true;
}

static bool check_attributes(generator *g, node *n)
{
    const identifier_list names = n->match_class.kwd_attrs;
    for (int i = 0; i < names.count; i++)
        for (int j = 0; j < i; j++)
            if (names.items[i] == names.items[j])
                return generate_error(g, n->match_class.kwd_patterns.items[i]->place,
                                      "attribute name repeated in class pattern: %s",
                                      names.items[i]);
    return true;
}

static bool generate_class(generator *g, node *n, pattern_state *p)
{
    emitter *const e = g->emitter;
    const node_list positional = n->match_class.patterns, named = n->match_class.kwd_patterns;
    const int count = positional.count + named.count;
    if (count > CAPTURES_MOST)
        return generate_error(g, n->place, "too many sub-patterns in class pattern");
    if (!check_attributes(g, n) || !generate_expression(g, n->match_class.cls))
        return false;
    generate_names_tuple(g, n->match_class.kwd_attrs.items, n->match_class.kwd_attrs.count);
    emit_place(e, n->place);
    emit_operation(e, OPERATION_MATCH_CLASS, positional.count, 0);
    p->on_top++;
    unpack_or_fail(g, p, count);
    p->on_top += count - 1;
    for (int i = 0; i < count; i++) {
        node *const pattern =
            i < positional.count ? positional.items[i] : named.items[i - positional.count];
        p->on_top--;
        if (is_wildcard(pattern))
            emit(e, OP_POP_TOP, BC_NOARG);
        else if (!generate_subpattern(g, pattern, p))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------ alternatives */

/* Exchanges the values that are i and j below TOP. */
static void exchange(generator *g, int i, int j)
{
    if (i > 0)
        emit_operation(g->emitter, OPERATION_SWAP, i + 1, 0);
    emit_operation(g->emitter, OPERATION_SWAP, j + 1, 0);
    if (i > 0)
        emit_operation(g->emitter, OPERATION_SWAP, i + 1, 0);
}

/* The captures of an alternative into the order of those of the first.  If they are others, that
 * is told where CPython is then: at the last pattern that it has compiled. */
static bool reorder(generator *g, pattern_state *p, const identifier *wanted, int count)
{
    const place here = g->emitter->place;
    if (p->captured_count != count)
        return generate_error(g, here, "alternative patterns bind different names");
    for (int at = 0; at < count; at++) {
        int found = at;
        while (found < count && p->captured[found] != wanted[at])
            found++;
        if (found == count)
            return generate_error(g, here, "alternative patterns bind different names");
        if (found == at)
            continue;
        exchange(g, at, found);
        p->captured[found] = p->captured[at];
        p->captured[at] = wanted[at];
    }
    return true;
}

static bool generate_or(generator *g, node *n, pattern_state *p)
{
    emitter *const e = g->emitter;
    const node_list alternatives = n->match_sequence.patterns;
    const label end = emit_new_label(e);
    const identifier *wanted = NULL;
    int count = 0;
    for (int i = 0; i < alternatives.count; i++) {
        pattern_state each = { .may_be_irrefutable =
                                   i == alternatives.count - 1 && p->may_be_irrefutable };
        emit(e, OP_DUP_TOP, BC_NOARG);
        if (!generate_pattern(g, alternatives.items[i], &each))
            return false;
        if (i == 0) {
            wanted = each.captured;
            count = each.captured_count;
        } else if (!reorder(g, &each, wanted, count)) {
            return false;
        }
        emit_jump(e, OP_JUMP_FORWARD, end);
        place_failures(g, &each);
    }
    emit(e, OP_POP_TOP, BC_NOARG); /* none has matched */
    fail_if(g, p, OP_JUMP_FORWARD);
    emit_label(e, end);
    /* [captured before …, on top …, subject, captured here …]: these go below all others. */
    const int depth = count + 1 + p->on_top + p->captured_count;
    for (int i = 0; i < count; i++) {
        sink(g, depth);
        if (!add_capture(g, p, n, wanted[i]))
            return false;
    }
    emit(e, OP_POP_TOP, BC_NOARG);
    return true;
}

/* ------------------------------------------------------------------ all patterns */

static bool generate_value(generator *g, node *n, pattern_state *p)
{
    if (!generate_expression(g, n->match_value.value))
        return false;
    emit_place(g->emitter, n->place);
    emit(g->emitter, OP_COMPARE_EQ, BC_NOARG);
    fail_if(g, p, OP_POP_JUMP_IF_FALSE);
    return true;
}

static bool generate_pattern(generator *g, node *n, pattern_state *p)
{
    emit_place(g->emitter, n->place);
    switch (n->kind) {
    case NODE_MATCH_VALUE: return generate_value(g, n, p);
    case NODE_MATCH_SINGLETON: {
        const constant value = { .kind = n->match_singleton.value };
        emit_constant(g->emitter, &value);
        emit(g->emitter, OP_IS_OP, 0);
        fail_if(g, p, OP_POP_JUMP_IF_FALSE);
        return true;
    }
    case NODE_MATCH_SEQUENCE: return generate_sequence(g, n, p);
    case NODE_MATCH_MAPPING: return generate_mapping(g, n, p);
    case NODE_MATCH_CLASS: return generate_class(g, n, p);
    case NODE_MATCH_STAR: return capture(g, p, n, n->match_star.name);
    case NODE_MATCH_AS: return generate_as(g, n, p);
    default: return generate_or(g, n, p);
    }
}

static bool generate_case(generator *g, node *n, bool is_last, label end)
{
    emitter *const e = g->emitter;
    node *const guard = n->match_case.guard;
    pattern_state p = { .may_be_irrefutable = guard != NULL || is_last };
    if (!is_last)
        emit(e, OP_DUP_TOP, BC_NOARG);
    if (!generate_pattern(g, n->match_case.pattern, &p))
        return false;
    for (int i = 0; i < p.captured_count; i++)
        generate_name(g, p.captured[i], CONTEXT_STORE);
    p.captured_count = 0;
    if (guard != NULL && !generate_condition(g, guard, failure_label(g, &p, 0), false))
        return false;
    if (!is_last)
        emit(e, OP_POP_TOP, BC_NOARG); /* the subject */
    if (!generate_body(g, n->match_case.body))
        return false;
    emit_jump(e, OP_JUMP_FORWARD, end);
    place_failures(g, &p);
    return true;
}

bool generate_match(generator *g, node *n)
{
    const label end = emit_new_label(g->emitter);
    if (!generate_expression(g, n->match.subject))
        return false;
    for (int i = 0; i < n->match.cases.count; i++)
        if (!generate_case(g, n->match.cases.items[i], i == n->match.cases.count - 1, end))
            return false;
    emit_label(g->emitter, end);
    return true;
}
