/* json_encoder.c -- of the module _json: make_encoder and encode_basestring, by which json.encoder
 * writes.
 *
 * `default` and the methods of subclasses are code of the script's, which may change what is being
 * written: so items are on the value stack while they are, and a list is looked at anew for each.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/boxes.h"
#include "interpose/exceptions.h"
#include "language/iteration.h"
#include "language/signatures.h"
#include "libc/numerals.h"
#include "python/big_integers.h"
#include "python/json_module.h"
#include "python/json_text.h"
#include "python/native_types.h"
#include "stop/steps.h"

#include <math.h>
#include <string.h>

enum {
    MARKERS,
    DEFAULT,
    ENCODER,
    INDENT,
    KEY_SEPARATOR,
    ITEM_SEPARATOR,
    SORT_KEYS,
    SKIP_KEYS,
    ALLOW_NAN,
    ENCODER_SLOTS
};

/* The containers around a value, from the innermost. */
typedef struct level {
    const PyObject *object;
    const struct level *outer;
} level;

typedef struct encoding {
    json_text text;
    pkhost_vm *vm;
    VM *pk;
    const py_TValue *options;
    c11_sv key_separator, item_separator;
    bool is_ascii, is_fast; /* strings are written by json_put_string() */
    bool check_circular, sort_keys, skip_keys, allow_nan;
    int levels_left;
} encoding;

static void put_word(encoding *e, const char *word) { json_put(&e->text, word, strlen(word)); }
static void put_text(encoding *e, c11_sv text) { json_put(&e->text, text.data, (size_t)text.size); }

/* ------------------------------------------------------------------- single values */

static bool put_string(encoding *e, py_Ref value)
{
    if (e->is_fast) {
        json_put_string(&e->text, py_tosv(boxed_value(value)), e->is_ascii);
        return true;
    }
    if (!native_call(&e->options[ENCODER], 1, value))
        return false;
    py_StackRef const text = py_pushtmp();
    *text = *py_retval();
    if (boxed_value(text)->type != tp_str)
        return TypeError("encoder() must return a string, not %t", text->type);
    put_text(e, py_tosv(boxed_value(text)));
    py_pop();
    return true;
}

static bool put_float(encoding *e, double value)
{
    char text[FLOAT_TEXT];
    if (isfinite(value)) {
        json_put(&e->text, text, (size_t)float_write(text, value));
        return true;
    }
    if (!e->allow_nan)
        return ValueError("Out of range float values are not JSON compliant");
    put_word(e, isnan(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity");
    return true;
}

static bool put_int(encoding *e, py_Ref value)
{
    char text[INT_TEXT];
    if (value->type == tp_int) {
        json_put(&e->text, text, (size_t)int_write(text, value->_i64));
        return true;
    }
    if (!py_repr(value))
        return false;
    const py_TValue digits = *py_retval();
    put_text(e, py_tosv((py_Ref)&digits));
    return true;
}

static bool is_float(const py_TValue *value) { return value->type == tp_float; }

/* A value that is written as it is, or that begins with its quotes. */
static bool is_single(const py_TValue *value)
{
    return value->type == tp_NoneType || value->type == tp_bool || value->type == tp_str
           || is_float(value) || integer_is(value);
}

/* `plain`: the value, or what a box holds. */
static bool put_single(encoding *e, py_Ref value, py_Ref plain)
{
    if (plain->type == tp_str)
        return put_string(e, value);
    if (plain->type == tp_NoneType)
        put_word(e, "null");
    else if (plain->type == tp_bool)
        put_word(e, plain->_bool ? "true" : "false");
    else if (is_float(plain))
        return put_float(e, plain->_f64);
    else
        return put_int(e, plain);
    return true;
}

/* --------------------------------------------------------------------- containers */

static bool put_value(encoding *e, py_StackRef value, const level *outer);

static bool enter(encoding *e, const level *here)
{
    enum { VALUES_LEFT = 600 };
    if (e->check_circular)
        for (const level *l = here->outer; l != NULL; l = l->outer)
            if (l->object == here->object)
                return ValueError("Circular reference detected");
    if (e->levels_left <= 0 || e->pk->stack.end - e->pk->stack.sp < VALUES_LEFT)
        return py_exception(tp_RecursionError,
                            "maximum recursion depth exceeded while encoding a JSON object");
    if (too_deep())
        return false;
    e->levels_left--;
    return true;
}

static bool put_list(encoding *e, py_StackRef list, const level *outer)
{
    const level here = { list->_obj, outer };
    py_TValue *items;
    if (pk_arrayview(list, &items) == 0) {
        put_word(e, "[]");
        return true;
    }
    if (!enter(e, &here))
        return false;
    for (int i = 0; i < pk_arrayview(list, &items); i++) {
        if (i == 0)
            put_word(e, "[");
        else
            put_text(e, e->item_separator);
        py_StackRef const item = py_pushtmp();
        *item = items[i];
        if (!put_value(e, item, &here))
            return false;
        py_pop();
    }
    put_word(e, "]");
    e->levels_left++;
    return true;
}

/* Whether the pair is written; false: raised. */
static bool put_pair(encoding *e, py_StackRef key, py_StackRef value, const level *here, bool *any)
{
    py_Ref const plain = boxed_value(key);
    if (!is_single(plain)) {
        if (e->skip_keys)
            return true;
        return TypeError("keys must be str, int, float, bool or None, not %t", key->type);
    }
    if (*any)
        put_text(e, e->item_separator);
    *any = true;
    if (plain->type == tp_str) {
        if (!put_string(e, key))
            return false;
    } else if (e->is_fast) {
        put_word(e, "\"");
        if (!put_single(e, key, plain))
            return false;
        put_word(e, "\"");
    } else {
        /* The encoder of the script's gets the text that it is written as. */
        json_text whole = e->text;
        e->text = (json_text){ 0 };
        const bool ok = put_single(e, key, plain);
        py_StackRef const text = py_pushtmp();
        py_newstrv(text, (c11_sv){ e->text.data, (int)e->text.size });
        pkhost_libc_free(e->text.data);
        e->text = whole;
        if (!ok || !put_string(e, text))
            return false;
        py_pop();
    }
    put_text(e, e->key_separator);
    return put_value(e, value, here);
}

/* A list of the pairs of a mapping, as its items() has them, in the place of the mapping. */
static bool take_items(encoding *e, py_StackRef mapping)
{
    if (!py_getattr(mapping, py_name("items")))
        return false;
    py_TValue method = *py_retval();
    py_StackRef const pairs = py_pushtmp();
    *pairs = method;
    if (!py_call(&method, 0, NULL))
        return false;
    *pairs = *py_retval();
    if (!iteration_to_list(pairs))
        return false;
    *pairs = *py_retval();
    if (e->sort_keys) {
        py_TValue sort = *py_tpfindname(tp_list, py_name("sort"));
        if (!py_call(&sort, 1, pairs))
            return false;
    }
    *mapping = *pairs;
    py_pop();
    return true;
}

static bool put_dict(encoding *e, py_StackRef dict, const level *outer)
{
    const level here = { dict->_obj, outer };
    bool any = false;
    if (py_dict_len(dict) == 0) {
        put_word(e, "{}");
        return true;
    }
    py_StackRef const kept = py_pushtmp(); /* the dict lives as long as a level points at it */
    *kept = *dict;
    if (!enter(e, &here) || !take_items(e, dict))
        return false;
    put_word(e, "{");
    for (int i = 0; i < py_list_len(dict); i++) {
        py_StackRef const pair = py_pushtmp();
        *pair = *py_list_getitem(dict, i);
        if (pair->type != tp_tuple || py_tuple_len(pair) != 2)
            return ValueError("items must return 2-tuples");
        py_StackRef const key = py_pushtmp(), value = py_pushtmp();
        *key = *py_tuple_getitem(pair, 0);
        *value = *py_tuple_getitem(pair, 1);
        if (!put_pair(e, key, value, &here, &any))
            return false;
        e->pk->stack.sp = pair;
    }
    put_word(e, "}");
    e->levels_left++;
    py_pop();
    return true;
}

static bool put_other(encoding *e, py_StackRef value, const level *outer)
{
    const level here = { value->is_ptr ? value->_obj : NULL, outer };
    if (here.object != NULL ? !enter(e, &here) : too_deep())
        return false;
    py_StackRef const made = py_pushtmp();
    py_newnil(made);
    if (!native_call(&e->options[DEFAULT], 1, value))
        return false;
    *made = *py_retval();
    if (!put_value(e, made, here.object != NULL ? &here : outer))
        return false;
    py_pop();
    if (here.object != NULL)
        e->levels_left++;
    return true;
}

/* Puts nothing in the value's place that is not written. */
static bool put_value(encoding *e, py_StackRef value, const level *outer)
{
    if (!step_take(e->vm))
        return false;
    py_Ref const plain = boxed_value(value);
    if (is_single(plain))
        return put_single(e, value, plain);
    if (plain->type == tp_tuple || py_isinstance(value, tp_list))
        return put_list(e, value, outer);
    if (py_isinstance(value, tp_dict))
        return put_dict(e, value, outer);
    return put_other(e, value, outer);
}

/* ------------------------------------------------------------------ what scripts call */

static bool encode_text(const char *name, bool ascii, int argc, py_Ref argv)
{
    if (argc != 1)
        return TypeError("_json.%s() takes exactly one argument (%d given)", name, argc);
    py_Ref const plain = boxed_value(argv);
    if (plain->type != tp_str)
        return TypeError("first argument must be a string, not %t", argv->type);
    json_text text = { 0 };
    json_put_string(&text, py_tosv(plain), ascii);
    py_newstrv(py_retval(), (c11_sv){ text.data, (int)text.size });
    pkhost_libc_free(text.data);
    return true;
}

static bool encode_basestring(int argc, py_Ref argv)
{
    return encode_text("encode_basestring", false, argc, argv);
}

static bool encode_basestring_ascii(int argc, py_Ref argv)
{
    return encode_text("encode_basestring_ascii", true, argc, argv);
}

static bool encoder_new(int argc, py_Ref argv)
{
    if (argc != ENCODER_SLOTS + 1)
        return TypeError("make_encoder() takes exactly %d arguments (%d given)", ENCODER_SLOTS,
                         argc - 1);
    if (argv[1 + MARKERS].type != tp_NoneType && !py_isinstance(&argv[1 + MARKERS], tp_dict))
        return TypeError("make_encoder() argument 1 must be dict or None, not %t",
                         argv[1 + MARKERS].type);
    for (int i = KEY_SEPARATOR; i <= ITEM_SEPARATOR; i++)
        if (boxed_value(&argv[1 + i])->type != tp_str)
            return TypeError("make_encoder() argument %d must be str, not %t", i + 1,
                             argv[1 + i].type);
    py_StackRef const made = py_pushtmp();
    native_make(made, &argv[0], ENCODER_SLOTS, 0);
    for (int i = 0; i < ENCODER_SLOTS; i++)
        native_slots(made)[i] = argv[1 + i];
    for (int i = SORT_KEYS; i <= ALLOW_NAN; i++) {
        const int truth = py_bool(&argv[1 + i]);
        if (truth < 0)
            return false;
        py_newbool(&native_slots(made)[i], truth);
    }
    *py_retval() = *made;
    py_pop();
    return true;
}

static bool is_function(const py_TValue *value, py_CFunction function)
{
    return value->type == tp_nativefunc && value->_cfunc == function;
}

/* encoder(value, level of indentation): a tuple of texts, of one. */
static bool encoder_call(int argc, py_Ref argv)
{
    if (argc != 3)
        return TypeError("_iterencode() takes exactly 2 arguments (%d given)", argc - 1);
    const py_TValue *const options = native_slots(argv);
    VM *const pk = pk_current_vm;
    encoding e = {
        .vm = pkhost_here,
        .pk = pk,
        .options = options,
        .key_separator = py_tosv(boxed_value((py_Ref)&options[KEY_SEPARATOR])),
        .item_separator = py_tosv(boxed_value((py_Ref)&options[ITEM_SEPARATOR])),
        .is_ascii = is_function(&options[ENCODER], encode_basestring_ascii),
        .check_circular = options[MARKERS].type != tp_NoneType,
        .sort_keys = options[SORT_KEYS]._bool,
        .skip_keys = options[SKIP_KEYS]._bool,
        .allow_nan = options[ALLOW_NAN]._bool,
        .levels_left = pk->max_recursion_depth - pk->recursion_depth,
    };
    e.is_fast = e.is_ascii || is_function(&options[ENCODER], encode_basestring);
    py_StackRef const value = py_pushtmp();
    *value = argv[1];
    const bool ok = put_value(&e, value, NULL);
    pk->stack.sp = value;
    if (ok) {
        py_TValue whole;
        py_newstrv(&whole, (c11_sv){ e.text.data, (int)e.text.size });
        native_give_tuple(1)[0] = whole;
    }
    pkhost_libc_free(e.text.data);
    return ok;
}

void json_encoder_signatures(void)
{
    static const native_signature signatures[] = {
        { "make_encoder(cls, /, markers, default, encoder, indent, key_separator, item_separator, "
          "sort_keys, skipkeys, allow_nan)",
          encoder_new, NULL },
        { "_iterencode(self, /, obj, _current_indent_level)", encoder_call, NULL },
    };
    signatures_add(signatures, COUNT(signatures));
}

void json_encoder_make(py_GlobalRef module)
{
    static const native methods[] = { { "__new__", encoder_new }, { "__call__", encoder_call } };
    const py_Type type = native_type(module, "_json", "Encoder", methods, COUNT(methods));
    py_setdict(module, py_name("make_encoder"), py_tpobject(type));
    py_bindfunc(module, "encode_basestring", encode_basestring);
    py_bindfunc(module, "encode_basestring_ascii", encode_basestring_ascii);
}
