/* values.c -- values that enter and leave a VM, packed as MessagePack.
 *
 * A value that leaves is written in one pass.  No code of the script's is run for
 * that, so a value of any other type than those below is refused.  For a value that
 * enters, new objects are made in the VM.
 *
 *     None bool int float str bytes list dict    as MessagePack has them
 *     tuple      PKHOST_EXTENSION_TUPLE, an array
 *     set        PKHOST_EXTENSION_SET, an array
 *     ...        PKHOST_EXTENSION_ABSENT, empty; for a host function it stands for an
 *                argument that was not given
 *     a tuple that is a key of a dict or an item of a set, or is part of such a tuple
 *                PKHOST_EXTENSION_KEY, an array.  Only written.  The host hashes these
 *                tuples, so they may hold only what the host can hash, whatever
 *                __hash__ the script has defined, and the host has to check for
 *                collisions.
 *
 * Each item costs a step.  A refusal is a TypeError or ValueError in the VM
 * that names the place inside the value: value["a"][3].
 */
#include "border/values.h"

#include "base/messagepack.h"
#include "base/originals.h"
#include "interpose/characters.h"
#include "interpose/unicode.h"
#include "language/sets.h"
#include "memory/dialect.h"
#include "memory/region.h"
#include "python/big_integers.h"
#include "python/byte_values.h"
#include "stop/steps.h"
#include "stop/zone.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------- the place */

/* Where in the value we are: at each depth an index, or a key. */
typedef struct place {
    bool quiet; /* a refusal raises no exception */
    int depth;
    struct {
        int64_t index;
        py_Ref key;
    } at[PKHOST_DEPTH_MOST + 1]; /* one for an array of values */
} place;

static void describe(const place *p, char *to, size_t size)
{
    size_t n = (size_t)snprintf(to, size, "value");
    enum { SHOWN = 8, NAME_SHOWN = 40 };
    for (int i = 0; i < p->depth && n + 64 < size; i++) {
        if (i == SHOWN) {
            snprintf(to + n, size - n, "…");
            break;
        }
        py_Ref key = p->at[i].key;
        if (key == NULL)
            n += (size_t)snprintf(to + n, size - n, "[%lld]", (long long)p->at[i].index);
        else if (key->type == tp_int)
            n += (size_t)snprintf(to + n, size - n, "[%lld]", (long long)key->_i64);
        else if (key->type == tp_str) {
            const c11_sv name = py_tosv(key);
            n += (size_t)snprintf(to + n, size - n, "[\"%.*s\"]",
                                  characters_within(name.data, name.size, NAME_SHOWN), name.data);
        } else {
            const char *name = py_tpname(key->type);
            n += (size_t)snprintf(to + n, size - n, "[a %.*s]",
                                  characters_within(name, (int)strlen(name), NAME_SHOWN), name);
        }
    }
}

static bool refuse(const place *p, py_Type exception, const char *why)
{
    char where[512];
    if (p->quiet)
        return false;
    describe(p, where, sizeof where);
    return py_exception(exception, "%s %s", where, why);
}

/* --------------------------------------------------------------------- writing */

typedef struct writer {
    messagepack_writer out; /* over `chunk`; the first member, see flush() */
    pkhost_vm *vm;
    text *to;
    size_t most;    /* bytes that may be written in all, */
    size_t charged; /* and those that items are charged with besides */
    int items;      /* of a view: that may be written in all */
    place place;
    int most_depth;
    int in_key; /* how many keys we are in */
    unsigned char chunk[2048];
} writer;

/* So that a value that shares nothing has room in any case: it takes up as much here. */
_Static_assert(MESSAGEPACK_CHARGE + MESSAGEPACK_HEAD_MOST <= sizeof(py_TValue),
               "no item is charged with more than it takes up in a VM");

static size_t written(const writer *w) { return w->to->size + (size_t)(w->out.at - w->out.start); }

/* From the chunk to the text, which is the host's memory. */
static bool flush(messagepack_writer *out)
{
    writer *w = (writer *)out;
    int zone = zone_enter_host(w->vm);
    const bool kept = text_append(w->to, (const char *)out->start, (size_t)(out->at - out->start));
    zone_return(w->vm, zone);
    return kept;
}

static bool put_value(writer *w, py_Ref value);

static bool put_items(writer *w, py_TValue *items, int count)
{
    place *p = &w->place;
    messagepack_write_array(&w->out, (uint32_t)count);
    for (int i = 0; i < count; i++) {
        p->at[p->depth - 1].index = i;
        p->at[p->depth - 1].key = NULL;
        if (!put_value(w, &items[i]))
            return false;
    }
    return true;
}

/* What the host can hash; items of a tuple are looked at when they are put. */
static bool put_key(writer *w, py_Ref key)
{
    w->place.at[w->place.depth - 1].key = key;
    w->in_key++;
    bool ok = put_value(w, key);
    w->in_key--;
    return ok;
}

static bool put_pair(py_Ref key, py_Ref value, void *context)
{
    writer *w = context;
    return put_key(w, key) && put_value(w, value);
}

static bool put_item_of_set(py_Ref key, py_Ref value, void *context)
{
    (void)value;
    return put_key(context, key);
}

/* An extension's size stands before its contents, so it is filled in afterwards. */
static size_t begin_extension(writer *w, int type)
{
    messagepack_write_extension(&w->out, type, 0);
    return written(w);
}

static void end_extension(writer *w, size_t start)
{
    messagepack_flush(&w->out);
    if (!w->out.failed)
        messagepack_set_extension_size(w->to->data + start - MESSAGEPACK_EXTENSION_HEAD,
                                       (uint32_t)(w->to->size - start));
}

/* A set is an object of a class of PocketPy's own, with a dict of its items. */
static py_Ref items_of_set(writer *w, py_Ref value)
{
    if (dialect_is_python())
        return NULL;
    if (value->type != w->vm->types.set || !value->is_ptr || value->_obj->slots != -1)
        return NULL;
    py_Ref items = py_getdict(value, py_name("_a"));
    return items != NULL && items->type == tp_dict ? items : NULL;
}

/* One of dialect "python". */
static bool put_set(writer *w, py_Ref set)
{
    const size_t start = begin_extension(w, PKHOST_EXTENSION_SET);
    uint32_t position = 0;
    bool ok = true;
    messagepack_write_array(&w->out, set_size(set));
    for (py_TValue *item; ok && (item = set_next(set, &position)) != NULL;)
        ok = put_key(w, item);
    end_extension(w, start);
    return ok;
}

/* An int beyond 64 bits. */
static void put_large_int(writer *w, py_Ref value)
{
    integer given;
    integer_read(value, &given);
    messagepack_write_extension(&w->out,
                                w->in_key > 0 ? PKHOST_EXTENSION_INT_KEY : PKHOST_EXTENSION_INT,
                                (uint32_t)(given.size * sizeof(limb) + 1));
    /* Of a negative one the complement of each limb, and 1 more. */
    uint64_t carry = given.negative;
    for (size_t i = 0; i < given.size; i++) {
        const uint64_t sum = (given.negative ? (limb)~given.limbs[i] : given.limbs[i]) + carry;
        unsigned char bytes[sizeof(limb)];
        for (size_t k = 0; k < sizeof bytes; k++)
            bytes[k] = (unsigned char)(sum >> (8 * k));
        messagepack_write_raw(&w->out, bytes, sizeof bytes);
        carry = sum >> LIMB_BITS;
    }
    const unsigned char sign = given.negative ? 0xff : 0;
    messagepack_write_raw(&w->out, &sign, 1);
}

static bool put_container(writer *w, py_Ref value)
{
    py_Ref items = NULL;
    size_t start;
    bool ok;
    if (w->in_key > 0 && value->type != tp_tuple) {
        w->place.depth--;
        return refuse(&w->place, tp_TypeError, "is a key of a type that cannot leave the VM");
    }
    switch (value->type) {
    case tp_list: return put_items(w, py_list_data(value), py_list_len(value));
    case tp_tuple:
        start = begin_extension(w, w->in_key > 0 ? PKHOST_EXTENSION_KEY : PKHOST_EXTENSION_TUPLE);
        ok = put_items(w, py_tuple_data(value), py_tuple_len(value));
        end_extension(w, start);
        return ok;
    default:
        if (dialect_is_python() && set_is(value))
            return put_set(w, value);
        items = items_of_set(w, value);
        if (items != NULL) {
            start = begin_extension(w, PKHOST_EXTENSION_SET);
            messagepack_write_array(&w->out, (uint32_t)py_dict_len(items));
            ok = pkhost_originals.dict_apply(items, put_item_of_set, w);
            end_extension(w, start);
            return ok;
        }
        if (!py_issubclass(value->type, tp_dict)) {
            char why[128];
            w->place.depth--;
            snprintf(why, sizeof why, "is of type '%.60s', which cannot leave the VM",
                     py_tpname(value->type));
            return refuse(&w->place, tp_TypeError, why);
        }
        messagepack_write_map(&w->out, (uint32_t)py_dict_len(value));
        return pkhost_originals.dict_apply(value, put_pair, w);
    }
}

static bool put_value(writer *w, py_Ref value)
{
    c11_sv s;
    int missing;
    int size;
    const unsigned char *data;

    if (w->place.quiet) {
        if (w->items-- <= 0)
            return false;
    } else if (!step_take(w->vm)) {
        return false;
    }
    w->charged += MESSAGEPACK_CHARGE;
    if (written(w) + w->charged > w->most)
        return refuse(&w->place, tp_ValueError, "is too large to leave the VM");
    switch (value->type) {
    case tp_NoneType: messagepack_write_nil(&w->out); return true;
    case tp_bool:
        /* PocketPy makes one of any value that __contains__ returns: not always 0 or 1. */
        messagepack_write_bool(&w->out, *(const unsigned char *)&value->_bool != 0);
        return true;
    case tp_int: messagepack_write_int(&w->out, value->_i64); return true;
    case tp_ellipsis: messagepack_write_extension(&w->out, PKHOST_EXTENSION_ABSENT, 0); return true;
    case tp_float:
        if (isnan(value->_f64))
            return refuse(&w->place, tp_ValueError, "is not a number (NaN)");
        messagepack_write_float(&w->out, value->_f64);
        return true;
    case tp_str:
        s = py_tosv(value);
        if (unicode_valid(s.data, (size_t)s.size, &missing) != (size_t)s.size)
            return refuse(&w->place, tp_ValueError, "is text that is not valid UTF-8");
        messagepack_write_str(&w->out, s.data, (uint32_t)s.size);
        return true;
    case tp_bytes:
        data = py_tobytes(value, &size);
        messagepack_write_bin(&w->out, data, (uint32_t)size);
        return true;
    default: break;
    }
    c11_sv bytes;
    if (dialect_is_python() && big_integer_is(value)) {
        integer large;
        integer_read(value, &large);
        if (written(w) + w->charged + large.size * sizeof(limb) > w->most)
            return refuse(&w->place, tp_ValueError, "is too large to leave the VM");
        put_large_int(w, value);
        return true;
    }
    if (dialect_is_python() && bytearray_is(value) && bytes_of(value, &bytes)) {
        messagepack_write_bin(&w->out, bytes.data, (uint32_t)bytes.size);
        return true;
    }
    if (w->place.depth >= w->most_depth) {
        char why[96];
        snprintf(why, sizeof why,
                 "is nested too deeply, or contains itself (%d levels are the most)",
                 PKHOST_DEPTH_MOST);
        return refuse(&w->place, tp_ValueError, why);
    }
    w->place.depth++;
    w->place.at[w->place.depth - 1].index = 0;
    w->place.at[w->place.depth - 1].key = NULL;
    if (!put_container(w, value))
        return false;
    w->place.depth--;
    return true;
}

static void begin(writer *w, pkhost_vm *vm, text *to)
{
    w->out = messagepack_writer_to(w->chunk, sizeof w->chunk, flush);
    w->vm = vm;
    w->to = to;
    w->most = vm->request.memory;
    w->charged = 0;
    w->place.depth = 0;
    w->most_depth = PKHOST_DEPTH_MOST;
    w->place.quiet = false;
    w->in_key = 0;
    int zone = zone_enter_host(vm);
    text_clear(to);
    zone_return(vm, zone);
}

/* The rest of it, and whether all was written. */
static bool finish(writer *w, bool ok)
{
    messagepack_flush(&w->out);
    if (!ok || !w->out.failed)
        return ok;
    return refuse(&w->place, tp_RuntimeError,
                  "is too large for the host, which has no memory left");
}

bool values_write(pkhost_vm *vm, text *to, py_Ref value)
{
    writer w;
    begin(&w, vm, to);
    return finish(&w, put_value(&w, value));
}

bool values_view(pkhost_vm *vm, text *to, py_Ref value)
{
    enum { ITEMS_MOST = 10000, BYTES_MOST = 1 << 20 };
    writer w;
    begin(&w, vm, to);
    w.most = BYTES_MOST;
    w.items = ITEMS_MOST;
    w.place.quiet = true;
    return finish(&w, put_value(&w, value)) && to->size <= BYTES_MOST;
}

bool values_write_array(pkhost_vm *vm, text *to, py_TValue *items, int count)
{
    writer w;
    begin(&w, vm, to);
    w.place.depth = 1;
    w.most_depth++;
    return finish(&w, put_items(&w, items, count));
}

/* --------------------------------------------------------------------- reading */

typedef struct reader {
    messagepack_reader in;
    pkhost_vm *vm;
    int depth, most_depth; /* of lists and dicts, which tuples and sets are made of */
} reader;

static bool malformed(void)
{
    py_exception(tp_ValueError, "what the host packed is not MessagePack");
    return false;
}

static bool get_value(reader *r, py_OutRef out);

static bool go_deeper(reader *r)
{
    if (r->depth == r->most_depth)
        return py_exception(tp_ValueError,
                            "a value is nested too deeply, or contains itself (%d levels are the "
                            "most)",
                            PKHOST_DEPTH_MOST);
    r->depth++;
    return true;
}

static bool get_list(reader *r, size_t count, py_OutRef out)
{
    if (!go_deeper(r))
        return false;
    py_newlist(out);
    for (size_t i = 0; i < count; i++) {
        py_TValue item;
        if (!get_value(r, &item))
            return false;
        py_list_append(out, &item);
    }
    r->depth--;
    return true;
}

static bool get_dict(reader *r, size_t count, py_OutRef out)
{
    if (!go_deeper(r))
        return false;
    py_newdict(out);
    for (size_t i = 0; i < count; i++) {
        py_TValue key, value;
        if (!get_value(r, &key) || !get_value(r, &value))
            return false;
        if (!py_dict_setitem(out, &key, &value))
            return false;
    }
    r->depth--;
    return true;
}

/* What an extension holds: one list, and nothing else. */
static bool get_list_in(reader *r, const messagepack_item *extension, py_OutRef out)
{
    const messagepack_reader outer = r->in;
    r->in = (messagepack_reader){ extension->data, extension->data + extension->size };
    if (!get_value(r, out))
        return false;
    const bool is_list = out->type == tp_list && r->in.at == r->in.end;
    r->in = outer;
    return is_list || malformed();
}

static bool get_large_int(const messagepack_item *item, py_OutRef out)
{
    if (!dialect_is_python())
        return py_exception(tp_ValueError, "an integer is beyond 64 bits");
    if (item->size == 0)
        return malformed();
    const bool negative = (item->data[item->size - 1] & 0x80) != 0;
    const size_t size = item->size / sizeof(limb) + 1;
    limb *const limbs = pkhost_libc_malloc(size * sizeof *limbs);
    uint64_t carry = negative;
    for (size_t i = 0; i < size; i++) {
        limb value = 0;
        for (size_t k = 0; k < sizeof(limb); k++) {
            const size_t at = i * sizeof(limb) + k;
            const unsigned byte = at < item->size ? item->data[at] : negative ? 0xff : 0;
            value |= (limb)byte << (8 * k);
        }
        const uint64_t sum = (negative ? (limb)~value : value) + carry;
        limbs[i] = (limb)sum;
        carry = sum >> LIMB_BITS;
    }
    const bool ok = integer_give(out, negative, limbs, limbs_trim(limbs, size));
    pkhost_libc_free(limbs);
    return ok;
}

static bool get_extension(reader *r, const messagepack_item *item, py_OutRef out)
{
    py_TValue list;
    switch (item->extension) {
    case PKHOST_EXTENSION_ABSENT: py_newellipsis(out); return item->size == 0 || malformed();
    case PKHOST_EXTENSION_INT: return get_large_int(item, out);
    case PKHOST_EXTENSION_TUPLE:
    case PKHOST_EXTENSION_SET: break;
    default: return malformed();
    }
    if (!get_list_in(r, item, &list))
        return false;
    if (item->extension == PKHOST_EXTENSION_TUPLE) {
        int count = py_list_len(&list);
        py_TValue *data = py_newtuple(out, count);
        if (count != 0) /* an empty list has no data */
            memcpy(data, py_list_data(&list), (size_t)count * sizeof *data);
        return true;
    }
    /* The class set is written in Python: this runs code. */
    py_Ref type = py_getbuiltin(py_name("set"));
    if (type == NULL)
        return py_exception(tp_NameError, "there is no builtin set to make one with");
    py_TValue set = *type;
    py_push(&list);
    bool ok = py_call(&set, 1, py_peek(-1));
    py_pop();
    if (!ok)
        return false;
    *out = *py_retval();
    return true;
}

static bool get_value(reader *r, py_OutRef out)
{
    messagepack_item item;
    if (!step_take(r->vm))
        return false;
    switch (messagepack_read(&r->in, &item)) {
    case MESSAGEPACK_IS_NIL: py_newnone(out); return true;
    case MESSAGEPACK_IS_BOOL: py_newbool(out, item.boolean); return true;
    case MESSAGEPACK_IS_INT: py_newint(out, item.integer); return true;
    case MESSAGEPACK_IS_LARGE_INT:
        if (dialect_is_python())
            return integer_give_u64(out, false, (uint64_t)item.integer);
        return py_exception(tp_ValueError, "an integer is beyond 64 bits");
    case MESSAGEPACK_IS_FLOAT: py_newfloat(out, item.number); return true;
    case MESSAGEPACK_IS_STR:
        py_newstrv(out, (c11_sv){ (const char *)item.data, (int)item.size });
        return true;
    case MESSAGEPACK_IS_BIN:
        memcpy(py_newbytes(out, (int)item.size), item.data, item.size);
        return true;
    case MESSAGEPACK_IS_ARRAY: return get_list(r, item.size, out);
    case MESSAGEPACK_IS_MAP: return get_dict(r, item.size, out);
    case MESSAGEPACK_IS_EXT: return get_extension(r, &item, out);
    default: return malformed();
    }
}

/* To make a set runs code, and so may start a collection; what was made before
 * it is referred to by nothing yet, so collections have to wait. */
bool values_read(pkhost_vm *vm, const char *data, size_t size, int wrapped, py_OutRef out)
{
    const unsigned char *const start = (const unsigned char *)data;
    reader r = { { start, start + size }, vm, 0, PKHOST_DEPTH_MOST + wrapped };
    ManagedHeap *heap = &region_vm(vm->region)->heap;
    const bool enabled = heap->gc_enabled, waiting = vm->region->no_collection;
    heap->gc_enabled = false;
    vm->region->no_collection = true;
    bool ok = get_value(&r, out) && (r.in.at == r.in.end || malformed());
    heap->gc_enabled = enabled;
    vm->region->no_collection = waiting;
    return ok;
}
