/* patterns_match.c -- a pattern at a place of a text: patterns.h.
 *
 * The walk goes through the pattern's operations.  Where there are two ways it takes the first, and
 * pushes an entry for the other.  Changes (of marks, of counts) push entries that undo them.
 * Where it can go no further, it pops entries, undoes what they say, and goes on with
 * the first way that it meets.
 *
 * A part that stands for itself (a lookahead, an atomic group, a turn of a possessive repeat)
 * pushes an entry too, which says where it began.  When the part ends well, the ways above that
 * entry are closed.
 */
#include "python/patterns.h"

#include "stop/steps.h"

enum kind {
    /* Ways. */
    WAY_BRANCH, /* place: of the next alternative's size */
    WAY_GREEDY, /* place: of the operands; value: so many of them were taken */
    WAY_LAZY,   /* the same */
    WAY_LEAVE,  /* place: of MAX_UNTIL; value: its turn */
    WAY_STAY,   /* place: of MIN_UNTIL; value: its turn */
    /* What is to be undone. */
    UNDO_MARK,  /* place: which; value */
    UNDO_GROUP, /* value: last_group */
    UNDO_TURN,  /* value: the turn that was the innermost */
    UNDO_COUNT, /* place: of the turn's entry; value */
    UNDO_LAST,  /* the same */
    /* A repeat whose body is more than one character: count, where its last turn began, and
     * the repeat around it. */
    TURN,
    /* Parts that stand for themselves; value: the part around, count: the turn around. */
    PART_ASSERT,
    PART_ASSERT_NOT,
    PART_ATOMIC,
    PART_POSSESSIVE, /* last: how many turns there were */
};

struct pattern_entry {
    uint32_t kind, place;
    size_t at; /* in the text */
    size_t value, count, last;
};

typedef struct pattern_entry entry;

enum {
    ROOM_FIRST = 32,
    ROOM_MOST = 1 << 25, /* more than any VM has */
    OPERATIONS_A_STEP = 4,
};

static entry *push(pattern_search *s, enum kind kind, size_t place, size_t at, size_t value)
{
    if (s->entry_count == s->entries_room) {
        const size_t room = s->entries_room == 0 ? ROOM_FIRST : s->entries_room * 2;
        if (room > ROOM_MOST) {
            s->is_broken = true; /* the memory limit comes long before */
            return &s->entries[s->entry_count - 1];
        }
        entry *const more =
            py_newobject(py_retval(), s->vm->types.pattern_memory, 0, (int)(room * sizeof(entry)));
        if (s->entry_count > 0)
            memcpy(more, s->entries, s->entry_count * sizeof(entry));
        *s->entries_object = *py_retval();
        s->entries = more;
        s->entries_room = room;
    }
    entry *const e = &s->entries[s->entry_count++];
    *e = (entry){ .kind = kind, .place = (uint32_t)place, .at = at, .value = value };
    return e;
}

/* The walk's own state, besides what the search has. */
typedef struct walk {
    size_t place, at; /* in the pattern, in the text */
    size_t turn;      /* the innermost repeat: its entry; PATTERN_NOWHERE */
    size_t part;      /* the innermost part that stands for itself: its entry */
} walk;

static entry *entry_of(pattern_search *s, size_t index, enum kind kind)
{
    if (index < s->entry_count && s->entries[index].kind == kind)
        return &s->entries[index];
    s->is_broken = true;
    return NULL;
}

static void set_mark(pattern_search *s, uint32_t mark, size_t at)
{
    if (mark >= s->mark_count) {
        s->is_broken = true;
        return;
    }
    push(s, UNDO_MARK, mark, 0, s->marks[mark]);
    s->marks[mark] = at;
    if (mark % 2 == 1) {
        push(s, UNDO_GROUP, 0, 0, s->last_group);
        s->last_group = mark / 2 + 1;
    }
}

/* How many characters from `at` on are what the operation at `place` stands for. */
static size_t count_ones(pattern_search *s, size_t place, size_t at, size_t most)
{
    const size_t end = s->end - at < most ? s->end : at + most;
    const size_t begin = at;
    const uint32_t literal = pattern_at(s, place + 1);
    switch (pattern_at(s, place)) {
    case PATTERN_ANY_ALL: at = end; break;
    case PATTERN_ANY:
        while (at < end && pattern_character(&s->text, at) != '\n')
            at++;
        break;
    case PATTERN_LITERAL:
        while (at < end && pattern_character(&s->text, at) == literal)
            at++;
        break;
    case PATTERN_NOT_LITERAL:
        while (at < end && pattern_character(&s->text, at) != literal)
            at++;
        break;
    default:
        while (at < end && pattern_one_matches(s, place, pattern_character(&s->text, at)))
            at++;
    }
    const size_t count = at - begin;
    pattern_charge(s, count);
    return count;
}

/* From here on the way of a greedy or lazy repeat of one character: its operands are
 * skip, least, most, the operation; the rest of the pattern is behind. */
static size_t most_of(pattern_search *s, size_t operands)
{
    const uint32_t most = pattern_at(s, operands + 2);
    return most == (uint32_t)PATTERN_REPEAT_MOST ? SIZE_MAX : most;
}

/* With `count` taken, or fewer: where the rest could begin.  False: with none. */
static bool take_greedy(pattern_search *s, walk *w, size_t operands, size_t begin, size_t count)
{
    const size_t least = pattern_at(s, operands + 1);
    const size_t rest = operands + pattern_at(s, operands);
    if (pattern_at(s, rest) == PATTERN_LITERAL) {
        const uint32_t literal = pattern_at(s, rest + 1);
        while (begin + count >= s->end || pattern_character(&s->text, begin + count) != literal) {
            if (count == least)
                return false;
            count--;
        }
    }
    if (count > least)
        push(s, WAY_GREEDY, operands, begin, count - 1);
    w->at = begin + count;
    w->place = rest;
    return true;
}

static bool repeat_one(pattern_search *s, walk *w, bool possessive)
{
    const size_t operands = w->place + 1, least = pattern_at(s, operands + 1);
    if (s->end - w->at < least)
        return false;
    const size_t count = count_ones(s, operands + 3, w->at, most_of(s, operands));
    if (count < least)
        return false;
    if (!possessive)
        return take_greedy(s, w, operands, w->at, count);
    w->at += count;
    w->place = operands + pattern_at(s, operands);
    return true;
}

static bool repeat_one_lazily(pattern_search *s, walk *w)
{
    const size_t operands = w->place + 1, least = pattern_at(s, operands + 1);
    if (s->end - w->at < least || count_ones(s, operands + 3, w->at, least) < least)
        return false;
    w->at += least;
    if (least < most_of(s, operands))
        push(s, WAY_LAZY, operands, w->at, least);
    w->place = operands + pattern_at(s, operands);
    return true;
}

/* --------------------------------------------------------- repeats of more than that */

static void begin_repeat(pattern_search *s, walk *w)
{
    const size_t operands = w->place + 1;
    const size_t index = s->entry_count;
    entry *const turn = push(s, TURN, operands, w->at, w->turn);
    turn->count = SIZE_MAX; /* none: one less than 0 */
    turn->last = PATTERN_NOWHERE;
    w->turn = index;
    w->place = operands + pattern_at(s, operands);
}

static void enter_body(pattern_search *s, walk *w, size_t index, bool note_last)
{
    entry *turn = entry_of(s, index, TURN);
    if (turn == NULL)
        return;
    const size_t count = turn->count, last = turn->last, operands = turn->place;
    push(s, UNDO_COUNT, index, 0, count);
    if (note_last)
        push(s, UNDO_LAST, index, 0, last);
    turn = &s->entries[index]; /* the entries may have moved */
    turn->count = count + 1;
    if (note_last)
        turn->last = w->at;
    w->place = operands + 3;
}

static void leave_repeat(pattern_search *s, walk *w, size_t index, size_t until)
{
    const entry *const turn = entry_of(s, index, TURN);
    if (turn == NULL)
        return;
    const size_t outer = turn->value;
    push(s, UNDO_TURN, 0, 0, index);
    w->turn = outer;
    w->place = until + 1;
}

/* Between two turns: the next, or the rest of the pattern. */
static bool until(pattern_search *s, walk *w, bool greedy)
{
    const size_t index = w->turn, here = w->place;
    const entry *const turn = entry_of(s, index, TURN);
    if (turn == NULL)
        return false;
    const size_t count = turn->count + 1, least = pattern_at(s, turn->place + 1);
    if (count < least) {
        enter_body(s, w, index, false);
        return true;
    }
    if (!greedy) {
        push(s, WAY_STAY, here, w->at, index);
        leave_repeat(s, w, index, here);
    } else if (count < most_of(s, turn->place) && w->at != turn->last) {
        push(s, WAY_LEAVE, here, w->at, index);
        enter_body(s, w, index, true);
    } else {
        leave_repeat(s, w, index, here);
    }
    return true;
}

/* A lazy repeat after its rest has failed: one more turn. */
static bool stay(pattern_search *s, walk *w, size_t index)
{
    const entry *const turn = entry_of(s, index, TURN);
    if (turn == NULL || turn->count + 1 >= most_of(s, turn->place) || w->at == turn->last)
        return false;
    enter_body(s, w, index, true);
    return true;
}

/* ------------------------------------------------------ parts that stand for themselves */

static void begin_part(pattern_search *s, walk *w, enum kind kind, size_t operands, size_t at,
                       size_t body)
{
    const size_t index = s->entry_count;
    entry *const part = push(s, kind, operands, w->at, w->part);
    part->count = w->turn;
    w->part = index;
    w->at = at;
    w->place = body;
}

static bool begin_assertion(pattern_search *s, walk *w, enum kind kind)
{
    const size_t operands = w->place + 1, back = pattern_at(s, operands + 1);
    if (w->at < back) {
        /* There is nothing so far back. */
        w->place = operands + pattern_at(s, operands);
        return kind == PART_ASSERT_NOT;
    }
    begin_part(s, w, kind, operands, w->at - back, operands + 2);
    return true;
}

/* Close the ways that a part has left open.  What it has set stays, to be undone with it. */
static void close_ways(pattern_search *s, size_t part)
{
    size_t kept = part;
    for (size_t i = part + 1; i < s->entry_count; i++)
        if (s->entries[i].kind == UNDO_MARK || s->entries[i].kind == UNDO_GROUP)
            s->entries[kept++] = s->entries[i];
    s->entry_count = kept;
}

static bool undo(pattern_search *s, walk *w, const entry *e);

/* The innermost part has come to its end. */
static bool end_part(pattern_search *s, walk *w)
{
    const size_t index = w->part;
    if (index >= s->entry_count) {
        s->is_broken = true;
        return false;
    }
    const entry part = s->entries[index];
    const size_t end = w->at;
    w->part = part.value;
    w->turn = part.count;
    if (part.kind == PART_ASSERT_NOT) {
        while (s->entry_count > index + 1)
            undo(s, w, &s->entries[--s->entry_count]);
        s->entry_count = index;
        w->turn = part.count;
        return false;
    }
    close_ways(s, index);
    w->place = part.place + pattern_at(s, part.place);
    if (part.kind == PART_ASSERT) {
        w->at = part.at;
    } else if (part.kind == PART_POSSESSIVE) {
        const size_t turns = part.last + 1;
        w->place = part.place + pattern_at(s, part.place) + 1; /* behind the body's SUCCESS */
        if (turns < most_of(s, part.place)
            && (end != part.at || turns < pattern_at(s, part.place + 1))) {
            begin_part(s, w, PART_POSSESSIVE, part.place, end, part.place + 3);
            s->entries[w->part].last = turns;
            s->entries[w->part].at = end;
        }
    }
    return true;
}

/* A possessive repeat whose next turn fails: it ends with those that it has had. */
static bool end_possessive(pattern_search *s, walk *w, const entry *part)
{
    if (part->last < pattern_at(s, part->place + 1))
        return false;
    w->at = part->at;
    w->place = part->place + pattern_at(s, part->place) + 1;
    return true;
}

/* ----------------------------------------------------------------------- groups */

static bool group_is_set(const pattern_search *s, uint32_t group)
{
    const size_t begin = (size_t)group * 2;
    return begin + 1 < s->mark_count && s->marks[begin] != PATTERN_NOWHERE
           && s->marks[begin + 1] != PATTERN_NOWHERE && s->marks[begin + 1] >= s->marks[begin];
}

static bool match_again(pattern_search *s, walk *w, uint32_t group, uint32_t (*lower)(uint32_t))
{
    if (!group_is_set(s, group))
        return false;
    const size_t begin = s->marks[(size_t)group * 2],
                 size = s->marks[(size_t)group * 2 + 1] - begin;
    if (s->end - w->at < size)
        return false;
    for (size_t i = 0; i < size; i++) {
        uint32_t a = pattern_character(&s->text, begin + i);
        uint32_t b = pattern_character(&s->text, w->at + i);
        if (a != b && (lower == NULL || lower(a) != lower(b)))
            return false;
    }
    pattern_charge(s, size);
    w->at += size;
    w->place += 2;
    return true;
}

/* ----------------------------------------------------------------------- the walk */

/* An alternative; those behind it stay open.  w->place: of its size. */
static bool branch(pattern_search *s, walk *w, size_t place)
{
    const uint32_t size = pattern_at(s, place);
    if (size == 0)
        return false;
    if (pattern_at(s, place + size) != 0)
        push(s, WAY_BRANCH, place + size, w->at, 0);
    w->place = place + 1;
    return true;
}

/* What an entry says; true: it was a way, which w goes on with. */
static bool undo(pattern_search *s, walk *w, const entry *popped)
{
    const entry e = *popped;
    entry *turn;
    w->at = e.at;
    switch ((enum kind)e.kind) {
    case UNDO_MARK: s->marks[e.place] = e.value; return false;
    case UNDO_GROUP: s->last_group = e.value; return false;
    case UNDO_TURN: w->turn = e.value; return false;
    case UNDO_COUNT:
        if ((turn = entry_of(s, e.place, TURN)) != NULL)
            turn->count = e.value;
        return false;
    case UNDO_LAST:
        if ((turn = entry_of(s, e.place, TURN)) != NULL)
            turn->last = e.value;
        return false;
    case TURN: w->turn = e.value; return false;
    case PART_ASSERT:
    case PART_ATOMIC:
    case PART_ASSERT_NOT:
    case PART_POSSESSIVE:
        w->part = e.value;
        w->turn = e.count;
        return false;
    default: return true;
    }
}

/* The part above which nothing is left has failed; true if that is a way to go on. */
static bool fail_part(pattern_search *s, walk *w, const entry *part)
{
    if (part->kind == PART_POSSESSIVE)
        return end_possessive(s, w, part);
    if (part->kind != PART_ASSERT_NOT)
        return false;
    w->at = part->at;
    w->place = part->place + pattern_at(s, part->place);
    return true;
}

/* Go on where the last way is that is open; false: there is none. */
static bool go_back(pattern_search *s, walk *w)
{
    while (s->entry_count > 0 && !s->is_broken) {
        const entry e = s->entries[--s->entry_count];
        if (!undo(s, w, &e)) {
            if (e.kind >= PART_ASSERT && fail_part(s, w, &e))
                return true;
            continue;
        }
        switch ((enum kind)e.kind) {
        case WAY_BRANCH:
            if (branch(s, w, e.place))
                return true;
            break;
        case WAY_GREEDY:
            if (take_greedy(s, w, e.place, e.at, e.value))
                return true;
            break;
        case WAY_LAZY:
            if (e.at < s->end
                && pattern_one_matches(s, e.place + 3, pattern_character(&s->text, e.at))) {
                w->at = e.at + 1;
                if (e.value + 1 < most_of(s, e.place))
                    push(s, WAY_LAZY, e.place, w->at, e.value + 1);
                w->place = e.place + pattern_at(s, e.place);
                return true;
            }
            break;
        case WAY_LEAVE: leave_repeat(s, w, e.value, e.place); return true;
        case WAY_STAY:
            if (stay(s, w, e.value))
                return true;
            break;
        default: break;
        }
    }
    return false;
}

/* One operation.  False: it fails, and with it this way. */
static bool operate(pattern_search *s, walk *w)
{
    const size_t place = w->place;
    const uint32_t operand = pattern_at(s, place + 1);
    switch ((enum pattern_operation)pattern_at(s, place)) {
    case PATTERN_SUCCESS: return end_part(s, w); /* the whole's own: pattern_match() */
    case PATTERN_MARK:
        set_mark(s, operand, w->at);
        w->place += 2;
        return true;
    case PATTERN_AT: w->place += 2; return pattern_is_at(s, operand, w->at);
    case PATTERN_ANY:
    case PATTERN_ANY_ALL:
    case PATTERN_LITERAL:
    case PATTERN_NOT_LITERAL:
    case PATTERN_CATEGORY:
    case PATTERN_IN:
    case PATTERN_LITERAL_IGNORE:
    case PATTERN_LITERAL_LOC_IGNORE:
    case PATTERN_LITERAL_UNI_IGNORE:
    case PATTERN_NOT_LITERAL_IGNORE:
    case PATTERN_NOT_LITERAL_LOC_IGNORE:
    case PATTERN_NOT_LITERAL_UNI_IGNORE:
    case PATTERN_IN_IGNORE:
    case PATTERN_IN_LOC_IGNORE:
    case PATTERN_IN_UNI_IGNORE: {
        if (w->at >= s->end || !pattern_one_matches(s, place, pattern_character(&s->text, w->at)))
            return false;
        const uint32_t operation = pattern_at(s, place);
        const bool is_set = operation == PATTERN_IN || operation == PATTERN_IN_IGNORE
                            || operation == PATTERN_IN_LOC_IGNORE
                            || operation == PATTERN_IN_UNI_IGNORE;
        w->at++;
        w->place += operation == PATTERN_ANY || operation == PATTERN_ANY_ALL ? 1
                    : is_set                                                 ? 1 + (size_t)operand
                                                                             : 2;
        return true;
    }
    case PATTERN_JUMP:
    case PATTERN_INFO: w->place += 1 + (size_t)operand; return true;
    case PATTERN_BRANCH: return branch(s, w, place + 1);
    case PATTERN_REPEAT_ONE: return repeat_one(s, w, false);
    case PATTERN_POSSESSIVE_REPEAT_ONE: return repeat_one(s, w, true);
    case PATTERN_MIN_REPEAT_ONE: return repeat_one_lazily(s, w);
    case PATTERN_REPEAT: begin_repeat(s, w); return true;
    case PATTERN_MAX_UNTIL: return until(s, w, true);
    case PATTERN_MIN_UNTIL: return until(s, w, false);
    case PATTERN_POSSESSIVE_REPEAT:
        begin_part(s, w, PART_POSSESSIVE, place + 1, w->at, place + 4);
        if (most_of(s, place + 1) == 0) {
            s->entry_count--;
            w->part = s->entries[s->entry_count].value;
            w->place = place + 1 + (size_t)operand + 1;
        }
        return true;
    case PATTERN_ATOMIC_GROUP:
        begin_part(s, w, PART_ATOMIC, place + 1, w->at, place + 2);
        return true;
    case PATTERN_ASSERT: return begin_assertion(s, w, PART_ASSERT);
    case PATTERN_ASSERT_NOT: return begin_assertion(s, w, PART_ASSERT_NOT);
    case PATTERN_GROUPREF: return match_again(s, w, operand, NULL);
    case PATTERN_GROUPREF_IGNORE:
    case PATTERN_GROUPREF_LOC_IGNORE: return match_again(s, w, operand, pattern_lower_ascii);
    case PATTERN_GROUPREF_UNI_IGNORE: return match_again(s, w, operand, pattern_lower);
    case PATTERN_GROUPREF_EXISTS:
        w->place += group_is_set(s, operand) ? 3 : 1 + (size_t)pattern_at(s, place + 2);
        return true;
    case PATTERN_FAILURE: return false;
    default: s->is_broken = true; return false;
    }
}

int pattern_match(pattern_search *s, size_t at)
{
    walk w = { .place = 0, .at = at, .turn = PATTERN_NOWHERE, .part = PATTERN_NOWHERE };
    s->entry_count = 0;
    for (size_t i = 0; i < s->mark_count; i++)
        s->marks[i] = PATTERN_NOWHERE;
    s->last_group = 0;
    for (;;) {
        if (s->budget == 0) {
            s->budget = OPERATIONS_A_STEP;
            if (!step_take(s->vm))
                return -1;
        }
        s->budget--;
        if (w.part == PATTERN_NOWHERE && pattern_at(s, w.place) == PATTERN_SUCCESS) {
            if (!(s->whole && w.at != s->end) && w.at != s->must_advance) {
                s->stop = w.at;
                return 1;
            }
        } else if (operate(s, &w) && !s->is_broken) {
            continue;
        }
        if (!go_back(s, &w))
            break;
    }
    if (!s->is_broken)
        return 0;
    RuntimeError("invalid SRE code");
    return -1;
}
