/* binding.c -- from the arguments of a call to the variables of a function.
 *
 * What CPython documents under "Calls" of its language reference, in the order in which its
 * interpreter finds what is wrong.
 */
#include "language/binding.h"

#include "language/handlers.h"

#include <string.h>

typedef struct binding {
    const py_TValue *function;
    const CodeObject *code;
    const code_details *details;
    py_TValue *slots;
    int positional;           /* parameters that may be given by position */
    int named_end;            /* the slot after the last parameter with a name of its own */
    int varargs, varkeywords; /* their slots, or -1 */
} binding;

static py_Name name_of(const binding *b, int slot)
{
    return c11__getitem(py_Name, &b->code->varnames, slot);
}

static const char *called(const binding *b) { return function_qualified_name(b->function); }

/* --------------------------------------------------------------------------- errors */

/* 'a', 'b', and 'c' */
static void write_names(c11_sbuf *text, const binding *b, const int *slots, int count)
{
    for (int i = 0; i < count; i++) {
        if (i > 0)
            c11_sbuf__write_cstr(text, i < count - 1 ? ", " : count == 2 ? " and " : ", and ");
        pk_sprintf(text, "'%n'", name_of(b, slots[i]));
    }
}

static bool raise_type_error(c11_sbuf *text)
{
    py_StackRef message = py_pushtmp();
    c11_sbuf__py_submit(text, message);
    return py_exception(tp_TypeError, "%s", py_tostr(message));
}

static bool missing(const binding *b, const int *slots, int count, const char *kind)
{
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    pk_sprintf(&text, "%s() missing %d required %s argument%s: ", called(b), count, kind,
               count == 1 ? "" : "s");
    write_names(&text, b, slots, count);
    return raise_type_error(&text);
}

static bool too_many(const binding *b, int given, int defaults)
{
    int keyword_only = 0;
    for (int slot = b->positional; slot < b->named_end; slot++)
        keyword_only += !value_is_nil(&b->slots[slot]);
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    pk_sprintf(&text, "%s() takes ", called(b));
    if (defaults > 0)
        pk_sprintf(&text, "from %d to ", b->positional - defaults);
    pk_sprintf(&text, "%d positional argument%s but %d", b->positional,
               b->positional == 1 && defaults == 0 ? "" : "s", given);
    if (keyword_only > 0)
        pk_sprintf(&text, " positional argument%s (and %d keyword-only argument%s) were given",
                   given == 1 ? "" : "s", keyword_only, keyword_only == 1 ? "" : "s");
    else
        pk_sprintf(&text, " %s given", given == 1 ? "was" : "were");
    return raise_type_error(&text);
}

/* --------------------------------------------------------------------------- keywords */

static int slot_named(const binding *b, py_Name name, int first)
{
    for (int slot = first; slot < b->named_end; slot++)
        if (name_of(b, slot) == name)
            return slot;
    return -1;
}

/* Positional-only parameters that were given by name, if there is no ** for them. */
static bool positional_only_named(const binding *b, const arguments *given)
{
    c11_sbuf text;
    bool found = false;
    for (int slot = 0; slot < b->details->positional_only; slot++)
        for (int i = 0; i < given->keyword_count; i++)
            if ((py_Name)given->keywords[2 * i]._i64 == name_of(b, slot)) {
                if (!found) {
                    c11_sbuf__ctor(&text);
                    pk_sprintf(&text,
                               "%s() got some positional-only arguments passed as keyword "
                               "arguments: '",
                               called(b));
                } else {
                    c11_sbuf__write_cstr(&text, ", ");
                }
                pk_sprintf(&text, "%n", name_of(b, slot));
                found = true;
            }
    if (!found)
        return true;
    c11_sbuf__write_char(&text, '\'');
    return raise_type_error(&text);
}

static bool take_keywords(const binding *b, const arguments *given)
{
    for (int i = 0; i < given->keyword_count; i++) {
        const py_Name name = (py_Name)given->keywords[2 * i]._i64;
        py_TValue *const value = &given->keywords[2 * i + 1];
        const int slot = slot_named(b, name, b->details->positional_only);
        if (slot >= 0) {
            if (!value_is_nil(&b->slots[slot]))
                return TypeError("%s() got multiple values for argument '%n'", called(b), name);
            b->slots[slot] = *value;
        } else if (b->varkeywords >= 0) {
            if (!py_dict_setitem(&b->slots[b->varkeywords], py_name2ref(name), value))
                return false;
        } else {
            return positional_only_named(b, given)
                   && TypeError("%s() got an unexpected keyword argument '%n'", called(b), name);
        }
    }
    return true;
}

/* --------------------------------------------------------------------------- defaults */

static bool fill_positional(const binding *b, int given)
{
    const py_TValue *const defaults = function_defaults(b->function);
    const int count = value_is_nil(defaults) ? 0 : py_tuple_len((py_Ref)defaults);
    int lacking[PK_MAX_CO_VARNAMES], lacks = 0;
    for (int slot = given; slot < b->positional; slot++) {
        if (!value_is_nil(&b->slots[slot]))
            continue;
        const int which = slot - (b->positional - count);
        if (which >= 0)
            b->slots[slot] = object_slots(defaults)[which];
        else
            lacking[lacks++] = slot;
    }
    return lacks == 0 || missing(b, lacking, lacks, "positional");
}

static bool fill_keyword_only(const binding *b)
{
    py_TValue defaults = function_get_more(b->function, MORE_KEYWORD_DEFAULTS);
    int lacking[PK_MAX_CO_VARNAMES], lacks = 0;
    for (int slot = b->positional; slot < b->named_end; slot++) {
        if (!value_is_nil(&b->slots[slot]))
            continue;
        int found = 0;
        if (defaults.type == tp_dict)
            found = py_dict_getitem(&defaults, py_name2ref(name_of(b, slot)));
        if (found < 0)
            return false;
        if (found > 0)
            b->slots[slot] = *py_retval();
        else
            lacking[lacks++] = slot;
    }
    return lacks == 0 || missing(b, lacking, lacks, "keyword-only");
}

bool binding_fill(VM *vm, const py_TValue *function, const code_details *details,
                  const arguments *given)
{
    const CodeObject *code = &function_of(function)->decl->code;
    binding b = { function,
                  code,
                  details,
                  vm->vectorcall_buffer,
                  details->positional_only + details->positional,
                  0,
                  -1,
                  -1 };
    b.named_end = b.positional + details->keyword_only;
    int next = b.named_end;
    if (details->flags & CODE_VARARGS)
        b.varargs = next++;
    if (details->flags & CODE_VARKEYWORDS)
        b.varkeywords = next++;
    memset(b.slots, 0, (size_t)code->nlocals * sizeof(py_TValue));

    if (b.varkeywords >= 0)
        py_newdict(&b.slots[b.varkeywords]);
    const int taken = given->count < b.positional ? given->count : b.positional;
    memcpy(b.slots, given->positional, (size_t)taken * sizeof(py_TValue));
    if (b.varargs >= 0) {
        const int rest = given->count - taken;
        py_newtuple(&b.slots[b.varargs], rest);
        if (rest > 0)
            memcpy(object_slots(&b.slots[b.varargs]), given->positional + taken,
                   (size_t)rest * sizeof(py_TValue));
    }
    if (given->keyword_count > 0 && !take_keywords(&b, given))
        return false;
    if (given->count > b.positional && b.varargs < 0) {
        const py_TValue *const defaults = function_defaults(function);
        return too_many(&b, given->count,
                        value_is_nil(defaults) ? 0 : py_tuple_len((py_Ref)defaults));
    }
    return (taken == b.positional || fill_positional(&b, taken))
           && (details->keyword_only == 0 || fill_keyword_only(&b));
}
