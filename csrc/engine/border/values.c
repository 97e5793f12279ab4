/* values.c -- values across the border, as MessagePack.
 *
 * Out: a value of the script's is written in one pass, without running any of
 * the script's code: what is not one of the types below is refused.  In: what
 * the host packed is read into new objects of the VM's.
 *
 *     None bool int float str bytes list dict    as MessagePack has them
 *     tuple   extension 1: an array              set   extension 2: an array
 *     ...     extension 3, empty: "no argument was given" (border/host_functions.c)
 *     tuple as a key, of a dict or a set, or in such a tuple
 *             extension 4: an array; only written.  The host hashes those, so
 *             nothing may be in them that it could not hash, whatever
 *             __hash__ the script gave it, and the host has to look at what
 *             their hashes are.
 *
 * Each item costs a step.  A refusal is a TypeError or ValueError in the VM
 * that names the place inside the value: value["a"][3].
 */
#include "internal.h"

#include "base/big_endian.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------- the place */

/* Where in the value we are: at each depth an index, or a key. */
typedef struct place {
    bool quiet; /* nobody is to hear of a refusal */
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
    pkhost_vm *vm;
    text *to;
    size_t most; /* bytes that may be written in all */
    int items;   /* of a view: that may be written in all */
    place place;
    int most_depth;
    int in_key;  /* how many keys we are in */
    bool failed; /* the host had no memory for a part */
    size_t filled;
    char chunk[2048];
} writer;

static void flush(writer *w)
{
    int zone = zone_enter_host(w->vm);
    w->failed |= !text_append(w->to, w->chunk, w->filled);
    zone_return(w->vm, zone);
    w->filled = 0;
}

static void put(writer *w, const void *data, size_t size)
{
    const char *from = data;
    while (size > 0) {
        size_t n = sizeof w->chunk - w->filled;
        if (n > size)
            n = size;
        memcpy(w->chunk + w->filled, from, n);
        w->filled += n;
        from += n;
        size -= n;
        if (w->filled == sizeof w->chunk)
            flush(w);
    }
}

/* A tag byte and a big-endian number of `bytes` bytes. */
static void put_number(writer *w, unsigned tag, uint64_t number, int bytes)
{
    unsigned char data[9] = { (unsigned char)tag };
    set_big_endian(data + 1, (size_t)bytes, number);
    put(w, data, (size_t)bytes + 1);
}

static void put_int(writer *w, int64_t n)
{
    if (n >= -32 && n < 128) {
        char byte = (char)n;
        put(w, &byte, 1);
    } else {
        put_number(w, 0xd3, (uint64_t)n, 8);
    }
}

static void put_size(writer *w, size_t size, unsigned small, size_t small_most, unsigned tag32)
{
    if (size <= small_most) {
        unsigned char byte = (unsigned char)(small | size);
        put(w, &byte, 1);
    } else {
        put_number(w, tag32, size, 4);
    }
}

static bool put_value(writer *w, py_Ref value);

static bool put_items(writer *w, py_TValue *items, int count)
{
    place *p = &w->place;
    put_size(w, (size_t)count, 0x90, 15, 0xdd);
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

/* An extension's size stands before it, so it is filled in afterwards. */
static size_t begin_extension(writer *w, int kind)
{
    unsigned char tag[6] = { 0xc9, 0, 0, 0, 0, (unsigned char)kind };
    put(w, tag, sizeof tag);
    return w->to->size + w->filled;
}

static void end_extension(writer *w, size_t start)
{
    flush(w);
    uint32_t size = (uint32_t)(w->to->size - start);
    if (w->failed)
        return;
    for (size_t i = 0; i < 4; i++)
        w->to->data[start - 2 - i] = (char)(size >> (8 * i));
}

/* A set is an object of a class of PocketPy's own, with a dict of its items. */
static py_Ref items_of_set(writer *w, py_Ref value)
{
    if (value->type != w->vm->set_type || !value->is_ptr || value->_obj->slots != -1)
        return NULL;
    py_Ref items = py_getdict(value, py_name("_a"));
    return items != NULL && items->type == tp_dict ? items : NULL;
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
        items = items_of_set(w, value);
        if (items != NULL) {
            start = begin_extension(w, PKHOST_EXTENSION_SET);
            put_size(w, (size_t)py_dict_len(items), 0x90, 15, 0xdd);
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
        put_size(w, (size_t)py_dict_len(value), 0x80, 15, 0xdf);
        return pkhost_originals.dict_apply(value, put_pair, w);
    }
}

static bool put_value(writer *w, py_Ref value)
{
    c11_sv s;
    int missing;
    int size;
    const unsigned char *data;
    uint64_t bits;

    if (w->place.quiet) {
        if (w->items-- <= 0)
            return false;
    } else if (!meter_take_step(w->vm)) {
        return false;
    }
    if (w->to->size + w->filled > w->most)
        return refuse(&w->place, tp_ValueError, "is too large to leave the VM");
    switch (value->type) {
    case tp_NoneType: put(w, "\xc0", 1); return true;
    case tp_bool:
        /* PocketPy makes one of any value that __contains__ returns: not always 0 or 1. */
        put(w, *(const unsigned char *)&value->_bool != 0 ? "\xc3" : "\xc2", 1);
        return true;
    case tp_int: put_int(w, value->_i64); return true;
    case tp_ellipsis: put(w, "\xc7\x00\x03", 3); return true;
    case tp_float:
        if (isnan(value->_f64))
            return refuse(&w->place, tp_ValueError, "is not a number (NaN)");
        memcpy(&bits, &value->_f64, sizeof bits);
        put_number(w, 0xcb, bits, 8);
        return true;
    case tp_str:
        s = py_tosv(value);
        if (unicode_valid(s.data, (size_t)s.size, &missing) != (size_t)s.size)
            return refuse(&w->place, tp_ValueError, "is text that is not valid UTF-8");
        put_size(w, (size_t)s.size, 0xa0, 31, 0xdb);
        put(w, s.data, (size_t)s.size);
        return true;
    case tp_bytes:
        data = py_tobytes(value, &size);
        put_number(w, 0xc6, (uint64_t)size, 4);
        put(w, data, (size_t)size);
        return true;
    default: break;
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
    w->vm = vm;
    w->to = to;
    w->most = vm->request.memory;
    w->place.depth = 0;
    w->most_depth = PKHOST_DEPTH_MOST;
    w->place.quiet = false;
    w->in_key = 0;
    w->failed = false;
    w->filled = 0;
    int zone = zone_enter_host(vm);
    text_clear(to);
    zone_return(vm, zone);
}

/* The rest of it, and whether all was written. */
static bool finish(writer *w, bool ok)
{
    flush(w);
    if (!ok || !w->failed)
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
    pkhost_vm *vm;
    const unsigned char *at, *end;
    int depth, most_depth; /* of lists and dicts, which tuples and sets are made of */
} reader;

static bool malformed(void)
{
    py_exception(tp_ValueError, "what the host packed is not MessagePack");
    return false;
}

static bool take(reader *r, size_t size, const unsigned char **data)
{
    if ((size_t)(r->end - r->at) < size)
        return malformed();
    *data = r->at;
    r->at += size;
    return true;
}

static bool take_number(reader *r, int bytes, uint64_t *number)
{
    const unsigned char *data;
    if (!take(r, (size_t)bytes, &data))
        return false;
    *number = get_big_endian(data, (size_t)bytes);
    return true;
}

static bool get_value(reader *r, py_OutRef out);

static bool get_text(reader *r, size_t size, py_OutRef out)
{
    const unsigned char *data;
    if (!take(r, size, &data))
        return false;
    py_newstrv(out, (c11_sv){ (const char *)data, (int)size });
    return true;
}

static bool get_bytes(reader *r, size_t size, py_OutRef out)
{
    const unsigned char *data;
    if (!take(r, size, &data))
        return false;
    memcpy(py_newbytes(out, (int)size), data, size);
    return true;
}

static bool go_deeper(reader *r, size_t count)
{
    if (count > (size_t)(r->end - r->at))
        return malformed();
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
    if (!go_deeper(r, count))
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
    if (!go_deeper(r, count))
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

static bool get_extension(reader *r, size_t size, py_OutRef out)
{
    const unsigned char *kind;
    if (!take(r, 1, &kind) || (size_t)(r->end - r->at) < size)
        return malformed();
    if (*kind == PKHOST_EXTENSION_ABSENT) {
        py_newellipsis(out);
        return true;
    }
    py_TValue list;
    if (!get_value(r, &list))
        return false;
    if (list.type != tp_list || (*kind != PKHOST_EXTENSION_TUPLE && *kind != PKHOST_EXTENSION_SET))
        return malformed();
    if (*kind == PKHOST_EXTENSION_TUPLE) {
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

static bool get_sized(reader *r, unsigned tag, py_OutRef out)
{
    /* Size of the size, and what is sized, of the tags from 0xc4 on. */
    static const signed char bytes[] = { 1, 2, 4, 1, 2, 4 };
    uint64_t size;
    if (tag >= 0xc4 && tag <= 0xc9) {
        if (!take_number(r, bytes[tag - 0xc4], &size))
            return false;
        return tag < 0xc7 ? get_bytes(r, size, out) : get_extension(r, size, out);
    }
    if (tag >= 0xd4 && tag <= 0xd8)
        return get_extension(r, (size_t)1 << (tag - 0xd4), out);
    if (tag >= 0xd9 && tag <= 0xdb)
        return take_number(r, bytes[tag - 0xd9], &size) && get_text(r, size, out);
    if (tag == 0xdc || tag == 0xdd)
        return take_number(r, tag == 0xdc ? 2 : 4, &size) && get_list(r, size, out);
    if (tag == 0xde || tag == 0xdf)
        return take_number(r, tag == 0xde ? 2 : 4, &size) && get_dict(r, size, out);
    return malformed();
}

static bool get_number(reader *r, unsigned tag, py_OutRef out)
{
    uint64_t n;
    double d;
    float f;
    uint32_t narrow;
    switch (tag) {
    case 0xca:
        if (!take_number(r, 4, &n))
            return false;
        narrow = (uint32_t)n;
        memcpy(&f, &narrow, sizeof f);
        py_newfloat(out, (double)f);
        return true;
    case 0xcb:
        if (!take_number(r, 8, &n))
            return false;
        memcpy(&d, &n, sizeof d);
        py_newfloat(out, d);
        return true;
    case 0xcc:
    case 0xcd:
    case 0xce:
    case 0xcf:
        if (!take_number(r, 1 << (tag - 0xcc), &n))
            return false;
        if (n > INT64_MAX)
            return py_exception(tp_ValueError, "an integer is beyond 64 bits");
        py_newint(out, (int64_t)n);
        return true;
    case 0xd0:
        if (!take_number(r, 1, &n))
            return false;
        py_newint(out, (int8_t)n);
        return true;
    case 0xd1:
        if (!take_number(r, 2, &n))
            return false;
        py_newint(out, (int16_t)n);
        return true;
    case 0xd2:
        if (!take_number(r, 4, &n))
            return false;
        py_newint(out, (int32_t)n);
        return true;
    default:
        if (!take_number(r, 8, &n))
            return false;
        py_newint(out, (int64_t)n);
        return true;
    }
}

static bool get_tagged(reader *r, unsigned tag, py_OutRef out)
{
    if (tag < 0x80 || tag >= 0xe0) {
        py_newint(out, (int8_t)tag);
        return true;
    }
    if (tag < 0x90)
        return get_dict(r, tag & 15, out);
    if (tag < 0xa0)
        return get_list(r, tag & 15, out);
    if (tag < 0xc0)
        return get_text(r, tag & 31, out);
    if (tag == 0xc0) {
        py_newnone(out);
        return true;
    }
    if (tag == 0xc2 || tag == 0xc3) {
        py_newbool(out, tag == 0xc3);
        return true;
    }
    if ((tag >= 0xca && tag <= 0xd3))
        return get_number(r, tag, out);
    return get_sized(r, tag, out);
}

static bool get_value(reader *r, py_OutRef out)
{
    const unsigned char *tag;
    if (!meter_take_step(r->vm))
        return false;
    return take(r, 1, &tag) && get_tagged(r, *tag, out);
}

/* To make a set runs code, and so may start a collection; what was made before
 * it is referred to by nothing yet, so collections have to wait. */
bool values_read(pkhost_vm *vm, const char *data, size_t size, int wrapped, py_OutRef out)
{
    reader r = { vm, (const unsigned char *)data, (const unsigned char *)data + size, 0,
                 PKHOST_DEPTH_MOST + wrapped };
    ManagedHeap *heap = &region_vm(vm->region)->heap;
    const bool enabled = heap->gc_enabled, waiting = vm->region->no_collection;
    heap->gc_enabled = false;
    vm->region->no_collection = true;
    bool ok = get_value(&r, out);
    heap->gc_enabled = enabled;
    vm->region->no_collection = waiting;
    return ok;
}
