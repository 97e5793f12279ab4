/* json_write.c -- json.dumps, and the module json.
 *
 * PocketPy's cuts integers to 32 bits, writes escapes that JSON has not, and
 * crashes on a list that contains itself.  This one writes what CPython's writes,
 * with its options but `cls`.
 *
 * `default` is a function of the script's, which may change what is being
 * written.  So with it, each container is first copied into a tuple on the value
 * stack, and the copy is what is written.  Each value is a step.
 */
#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/characters.h"
#include "interpose/exceptions.h"
#include "interpose/natives.h"
#include "libc/numerals.h"
#include "python/arithmetic.h"
#include "python/install.h"
#include "python/json.h"
#include "python/json_text.h"
#include "stop/steps.h"
#include "stop/zone.h"

#include <math.h>
#include <string.h>

/* The containers around a value, from the innermost. */
typedef struct level {
    const void *object;
    const struct level *outer;
} level;

typedef struct writer {
    pkhost_vm *vm;
    VM *pk;
    json_text text;
    bool skip_keys, ascii, check_circular, allow_nan, sort_keys, lines;
    c11_sv indent, item_separator, key_separator;
    py_Ref otherwise; /* `default`, or NULL */
    int levels_left;
} writer;

/* ---------------------------------------------------------------------- the text */

static void put(writer *w, const char *data, size_t size) { json_put(&w->text, data, size); }
static void put_text(writer *w, c11_sv text) { put(w, text.data, (size_t)text.size); }
static void put_word(writer *w, const char *word) { put(w, word, strlen(word)); }
static void put_string(writer *w, c11_sv text) { json_put_string(&w->text, text, w->ascii); }

static void put_line(writer *w, int depth)
{
    if (!w->lines)
        return;
    put(w, "\n", 1);
    for (int i = 0; i < depth; i++)
        put_text(w, w->indent);
}

static void put_int(writer *w, int64_t value)
{
    char text[INT_TEXT];

    put(w, text, (size_t)int_write(text, value));
}

static bool put_float(writer *w, double value)
{
    char text[FLOAT_TEXT];

    if (isfinite(value)) {
        put(w, text, (size_t)float_write(text, value));
        return true;
    }
    if (!w->allow_nan) {
        float_write(text, value);
        return ValueError("Out of range float values are not JSON compliant: %s", text);
    }
    put_word(w, isnan(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity");
    return true;
}

/* -------------------------------------------------------------------- containers */

static bool put_value(writer *w, py_Ref value, const level *outer, int depth);

static bool enter(writer *w, level *here, const level *outer)
{
    if (w->check_circular)
        for (const level *l = outer; l != NULL; l = l->outer)
            if (l->object == here->object)
                return ValueError("Circular reference detected");
    if (w->levels_left <= 0 || w->pk->stack.end - w->pk->stack.sp < JSON_VALUES_LEFT)
        return py_exception(tp_RecursionError,
                            "maximum recursion depth exceeded while encoding a JSON object");
    if (too_deep())
        return false;
    w->levels_left--;
    return true;
}

static bool put_items(writer *w, py_TValue *items, int count, const level *here, int depth)
{
    for (int i = 0; i < count; i++) {
        if (i > 0)
            put_text(w, w->item_separator);
        put_line(w, depth + 1);
        if (!put_value(w, &items[i], here, depth + 1))
            return false;
    }
    return true;
}

static bool put_list(writer *w, py_Ref list, const level *outer, int depth)
{
    level here = { list->_obj, outer };
    const bool is_list = py_isinstance(list, tp_list);
    const int count = is_list ? py_list_len(list) : py_tuple_len(list);
    bool ok;

    if (count == 0) {
        put(w, "[]", 2);
        return true;
    }
    if (!enter(w, &here, outer))
        return false;
    put(w, "[", 1);
    if (is_list && w->otherwise != NULL) {
        py_TValue *copy = py_newtuple(w->pk->stack.sp++, count);
        memcpy(copy, py_list_data(list), (size_t)count * sizeof *copy);
        ok = put_items(w, copy, count, &here, depth);
        py_pop();
    } else {
        ok = put_items(w, is_list ? py_list_data(list) : py_tuple_data(list), count, &here, depth);
    }
    if (!ok)
        return false;
    put_line(w, depth);
    put(w, "]", 1);
    w->levels_left++;
    return true;
}

typedef struct pairs {
    writer *w;
    const level *here;
    int depth;
    bool any;      /* one was written */
    py_TValue *to; /* where the next is copied to */
} pairs;

/* Whether the key can be one; it is written if so. */
static bool put_key(writer *w, py_Ref key)
{
    switch (key->type) {
    case tp_str: put_string(w, py_tosv(key)); return true;
    case tp_NoneType: put_word(w, "\"null\""); return true;
    case tp_bool: put_word(w, key->_bool ? "\"true\"" : "\"false\""); return true;
    default:
        put(w, "\"", 1);
        if (key->type == tp_int)
            put_int(w, key->_i64);
        else if (!put_float(w, key->_f64))
            return false;
        put(w, "\"", 1);
        return true;
    }
}

static bool put_pair(py_Ref key, py_Ref value, void *context)
{
    pairs *p = context;
    writer *w = p->w;
    const bool can_be = key->type == tp_str || key->type == tp_int || key->type == tp_float
                        || key->type == tp_bool || key->type == tp_NoneType;

    if (!can_be) {
        if (w->skip_keys)
            return true;
        return TypeError("keys must be str, int, float, bool or None, not %t", key->type);
    }
    if (p->any) {
        put_text(w, w->item_separator);
        put_line(w, p->depth + 1);
    }
    p->any = true;
    if (!put_key(w, key))
        return false;
    put_text(w, w->key_separator);
    return put_value(w, value, p->here, p->depth + 1);
}

static bool put_named_pair(py_Name name, py_Ref value, void *context)
{
    return put_pair(py_name2ref(name), value, context);
}

static bool copy_pair(py_Ref key, py_Ref value, void *context)
{
    pairs *p = context;
    *p->to++ = *key;
    *p->to++ = *value;
    return true;
}

static bool copy_named_pair(py_Name name, py_Ref value, void *context)
{
    return copy_pair(py_name2ref(name), value, context);
}

/* Keys are sorted if all are text, or all are numbers. */
static bool is_less(const py_TValue *a, const py_TValue *b)
{
    if (a->type == tp_str)
        return c11_sv__cmp(py_tosv((py_Ref)a), py_tosv((py_Ref)b)) < 0;
    if (a->type == tp_int && b->type == tp_int)
        return a->_i64 < b->_i64;
    double left = 0.0, right = 0.0;
    number_as_float((py_Ref)a, &left);
    number_as_float((py_Ref)b, &right);
    return left < right;
}

typedef struct pair {
    py_TValue key, value;
} pair;

/* A heap sort: in place, and no longer for any input. */
static bool sort_pairs(writer *w, pair *p, int count)
{
    for (int i = 0; i < count; i++) {
        const bool number =
            p[i].key.type == tp_int || p[i].key.type == tp_float || p[i].key.type == tp_bool;
        if (count > 1
            && ((p[i].key.type == tp_str) != (p[0].key.type == tp_str)
                || !(number || p[i].key.type == tp_str)))
            return TypeError("'<' not supported between instances of '%t' and '%t'", p[i].key.type,
                             p[0].key.type);
    }
    int heap = count / 2, last = count - 1;
    while (last > 0) {
        if (!step_take(w->vm))
            return false;
        pair sifted;
        int hole;
        if (heap > 0) {
            sifted = p[hole = --heap];
        } else {
            sifted = p[last];
            p[last] = p[hole = 0];
            if (--last == 0) {
                p[0] = sifted;
                break;
            }
        }
        for (int child; (child = 2 * hole + 1) <= last; hole = child) {
            if (child < last && is_less(&p[child].key, &p[child + 1].key))
                child++;
            if (!is_less(&sifted.key, &p[child].key))
                break;
            p[hole] = p[child];
        }
        p[hole] = sifted;
    }
    return true;
}

/* A dict, or the namespace of an object. */
static bool put_dict(writer *w, py_Ref dict, const level *outer, int depth)
{
    py_Ref owner = dict->type == tp_namedict ? py_getslot(dict, 0) : NULL;
    level here = { owner != NULL ? owner->_obj : dict->_obj, outer };
    pairs p = { w, &here, depth, false, NULL };
    const int count = owner != NULL ? PyObject__dict(owner->_obj)->length : py_dict_len(dict);
    bool ok;

    if (count == 0) {
        put(w, "{}", 2);
        return true;
    }
    if (!enter(w, &here, outer))
        return false;
    put(w, "{", 1);
    put_line(w, depth + 1);
    if (w->otherwise != NULL || w->sort_keys) {
        py_TValue *copy = py_newtuple(w->pk->stack.sp++, count * 2);
        memset(copy, 0, (size_t)count * 2 * sizeof *copy);
        p.to = copy;
        ok = owner != NULL ? py_applydict(owner, copy_named_pair, &p)
                           : pkhost_originals.dict_apply(dict, copy_pair, &p);
        ok = ok && (!w->sort_keys || sort_pairs(w, (pair *)copy, count));
        for (int i = 0; ok && i < count; i++)
            ok = put_pair(&copy[2 * i], &copy[2 * i + 1], &p);
        py_pop();
    } else {
        ok = owner != NULL ? py_applydict(owner, put_named_pair, &p)
                           : pkhost_originals.dict_apply(dict, put_pair, &p);
    }
    if (!ok)
        return false;
    put_line(w, depth);
    put(w, "}", 1);
    w->levels_left++;
    return true;
}

static bool put_other(writer *w, py_Ref value, const level *outer, int depth)
{
    level here = { value->is_ptr ? value->_obj : NULL, outer };

    if (w->otherwise == NULL)
        return TypeError("Object of type %t is not JSON serializable", value->type);
    if (here.object != NULL && !enter(w, &here, outer))
        return false;
    if (here.object == NULL && too_deep())
        return false;
    py_push(value);
    if (!py_call(w->otherwise, 1, py_peek(-1)))
        return false;
    py_push(py_retval());
    if (!put_value(w, py_peek(-1), here.object != NULL ? &here : outer, depth))
        return false;
    py_shrink(2);
    if (here.object != NULL)
        w->levels_left++;
    return true;
}

static bool put_value(writer *w, py_Ref value, const level *outer, int depth)
{
    if (!step_take(w->vm))
        return false;
    switch (value->type) {
    case tp_NoneType: put(w, "null", 4); return true;
    case tp_bool: put_word(w, value->_bool ? "true" : "false"); return true;
    case tp_int: put_int(w, value->_i64); return true;
    case tp_float: return put_float(w, value->_f64);
    case tp_str: put_string(w, py_tosv(value)); return true;
    case tp_namedict: return put_dict(w, value, outer, depth);
    default: break;
    }
    if (py_isinstance(value, tp_list) || py_isinstance(value, tp_tuple))
        return put_list(w, value, outer, depth);
    if (py_isinstance(value, tp_dict))
        return put_dict(w, value, outer, depth);
    return put_other(w, value, outer, depth);
}

/* ------------------------------------------------------------------- the functions */

/* The options, in the order of the signatures below. */
enum option {
    SKIPKEYS,
    ENSURE_ASCII,
    CHECK_CIRCULAR,
    ALLOW_NAN,
    CLS,
    INDENT,
    SEPARATORS,
    DEFAULT,
    SORT_KEYS
};
#define OPTIONS                                                                          \
    "skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, " \
    "indent=None, separators=None, default=None, sort_keys=False)"

static bool take_flag(py_Ref option, bool *flag)
{
    const int truth = py_bool(option);
    *flag = truth > 0;
    return truth >= 0;
}

static bool take_separators(writer *w, py_Ref option)
{
    py_TValue *two;

    w->item_separator = (c11_sv){ ", ", w->lines ? 1 : 2 };
    w->key_separator = (c11_sv){ ": ", 2 };
    if (option->type == tp_NoneType)
        return true;
    if (sequence_items(option, &two) != 2 || two[0].type != tp_str || two[1].type != tp_str)
        return TypeError("separators must be two texts, as in (',', ': ')");
    py_push(&two[0]);
    py_push(&two[1]);
    w->item_separator = py_tosv(py_peek(-2));
    w->key_separator = py_tosv(py_peek(-1));
    return true;
}

static bool take_options(writer *w, py_Ref options)
{
    if (!take_flag(&options[SKIPKEYS], &w->skip_keys)
        || !take_flag(&options[ENSURE_ASCII], &w->ascii)
        || !take_flag(&options[CHECK_CIRCULAR], &w->check_circular)
        || !take_flag(&options[ALLOW_NAN], &w->allow_nan)
        || !take_flag(&options[SORT_KEYS], &w->sort_keys))
        return false;
    if (options[CLS].type != tp_NoneType)
        return TypeError("cls is not supported: give a function as default instead");
    if (options[DEFAULT].type != tp_NoneType)
        w->otherwise = &options[DEFAULT];
    py_Ref indent = &options[INDENT];
    w->lines = indent->type != tp_NoneType;
    if (indent->type == tp_str) {
        w->indent = py_tosv(indent);
    } else if (indent->type == tp_int) {
        const int64_t wide = indent->_i64;
        if (wide > INT32_MAX / 4)
            stop_abandon(w->vm, STOP_MEMORY); /* more than any VM has */
        char *spaces = py_newstrn(w->pk->stack.sp++, wide > 0 ? (int)wide : 0);
        memset(spaces, ' ', wide > 0 ? (size_t)wide : 0);
        w->indent = py_tosv(py_peek(-1));
    } else if (w->lines) {
        return TypeError("indent must be an int or a str, not '%t'", indent->type);
    }
    return take_separators(w, &options[SEPARATORS]);
}

/* `value` as text in py_retval(). */
static bool dump(py_Ref value, py_Ref options)
{
    VM *pk = pk_current_vm;
    py_TValue *const bottom = pk->stack.sp;
    writer w = { .vm = pkhost_here,
                 .pk = pk,
                 .levels_left = pk->max_recursion_depth - pk->recursion_depth };

    const bool ok = take_options(&w, options) && put_value(&w, value, NULL, 0);
    if (ok)
        py_newstrv(py_retval(), (c11_sv){ w.text.data, (int)w.text.size });
    pkhost_libc_free(w.text.data);
    pk->stack.sp = bottom;
    return ok;
}

static bool no_more(py_Ref rest, const char *name, int taken)
{
    const int more = py_tuple_len(rest);
    return more == 0
           || TypeError("%s() takes %d positional argument%s but %d were given", name, taken,
                        taken == 1 ? "" : "s", taken + more);
}

static bool json_dumps(int argc, py_Ref argv)
{
    (void)argc;
    return no_more(&argv[1], "dumps", 1) && dump(&argv[0], &argv[2]);
}

static bool call_method(py_Ref object, const char *name, int argc, py_Ref argv)
{
    if (!py_getattr(object, py_name(name)))
        return false;
    py_push(py_retval());
    const bool ok = py_call(py_peek(-1), argc, argv);
    py_pop();
    return ok;
}

static bool json_dump(int argc, py_Ref argv)
{
    (void)argc;
    if (!no_more(&argv[2], "dump", 2) || !dump(&argv[0], &argv[3]))
        return false;
    py_push(py_retval());
    if (!call_method(&argv[1], "write", 1, py_peek(-1)))
        return false;
    py_pop();
    py_newnone(py_retval());
    return true;
}

static bool json_load(int argc, py_Ref argv)
{
    if (!argument_count("load", argc, 1, 1))
        return false;
    if (!call_method(argv, "read", 0, NULL))
        return false;
    py_push(py_retval());
    const bool ok = json_loads(1, py_peek(-1));
    if (ok)
        py_pop();
    return ok;
}

bool json_install(pkhost_vm *vm)
{
    static const native functions[] = {
        { "loads", json_loads },
        { "dumps(obj, *args, " OPTIONS, json_dumps },
        { "load", json_load },
        { "dump(obj, fp, *args, " OPTIONS, json_dump },
    };
    static const char *const parsed_as[] = { "null", "true", "false", "NaN", "Infinity" };
    const py_GlobalRef module = py_getmodule("json");

    /* Names that its text was evaluated with. */
    for (size_t i = 0; i < COUNT(parsed_as); i++)
        if (!py_deldict(module, py_name(parsed_as[i])))
            return false;
    vm->types.json_error = exception_make("JSONDecodeError", tp_ValueError, module);
    return natives_replace(module, functions, COUNT(functions));
}
