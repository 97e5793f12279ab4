/* struct_module.c -- the module _struct: numbers and texts as bytes of a given form.
 *
 * A form is read anew each time, which takes no longer than to find it in a table of those that were
 * read before.  Values are packed into bytes of their own, and copied when all are: code of a
 * script's (__index__) may change a bytearray meanwhile. */
#include "python/struct_module.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/boxes.h"
#include "interpose/exceptions.h"
#include "language/signatures.h"
#include "memory/region.h"
#include "python/byte_values.h"
#include "python/native_types.h"
#include "python/struct_codes.h"

#include <stdio.h>
#include <string.h>

/* The text of a form, which lies in `value`; only ASCII. */
static bool take_format(py_Ref value, c11_sv *out)
{
    value = boxed_value(value);
    if (value->type == tp_bytes)
        return bytes_of(value, out);
    if (value->type != tp_str)
        return TypeError("Struct() argument 1 must be a str or bytes object, not %t", value->type);
    *out = py_tosv(value);
    for (int i = 0; i < out->size; i++)
        if ((unsigned char)out->data[i] >= 0x80)
            return struct_error("bad char in struct format");
    return true;
}

/* A form, and what is known of it. */
typedef struct form {
    c11_sv text;
    int64_t size, values;
} form;

static bool take_form(py_Ref value, form *f)
{
    return take_format(value, &f->text) && struct_measure(f->text, &f->size, &f->values);
}

/* ----------------------------------------------------------------------------- packing */

/* In py_retval(): bytes. */
static bool pack(const form *f, py_Ref values)
{
    struct_form form;
    struct_code code;
    if (!native_charge(f->values))
        return false;
    char *const to = bytes_new(f->size);
    py_StackRef const made = py_pushtmp();
    *made = *py_retval();
    if (f->size > 0)
        memset(to, 0, (size_t)f->size);
    struct_begin(&form, f->text);
    bool ok = true;
    while (ok && struct_next(&form, &code) > 0) {
        const int64_t count = struct_values(&code);
        for (int64_t i = 0; ok && i < count; i++)
            ok = struct_pack(&form, &code, values++, to + code.place + i * code.size);
    }
    *py_retval() = *made;
    pk_current_vm->stack.sp = made;
    return ok;
}

static bool pack_values(py_Ref format, int count, py_Ref values)
{
    form f;
    if (!take_form(format, &f))
        return false;
    if (count != f.values)
        return struct_error("pack expected %i items for packing (got %d)", f.values, count);
    return pack(&f, values);
}

/* Where a buffer's bytes are that may be written. */
static bool take_writable(py_Ref buffer, c11_sv *out)
{
    return bytes_writable(buffer, out)
           || TypeError("argument must be read-write bytes-like object, not %t", buffer->type);
}

/* What would be needed may be a number that has no sign. */
static bool too_short(const char *function, const char *what, const form *f, int64_t offset,
                      int64_t room)
{
    char text[224];
    snprintf(text, sizeof text,
             "%s requires a buffer of at least %llu bytes for %s %lld bytes at offset %lld (actual "
             "buffer size is %lld)",
             function, (unsigned long long)f->size + (unsigned long long)offset, what,
             (long long)f->size, (long long)offset, (long long)room);
    return struct_error("%s", text);
}

static bool into_fits(const form *f, int64_t *offset, int64_t room)
{
    if (*offset < 0) {
        if (*offset + f->size > 0)
            return struct_error("no space to pack %i bytes at offset %i", f->size, *offset);
        if (*offset + room < 0)
            return struct_error("offset %i out of range for %i-byte buffer", *offset, room);
        *offset += room;
    }
    return room - *offset >= f->size || too_short("pack_into", "packing", f, *offset, room);
}

/* [buffer, offset, values...] */
static bool pack_into(py_Ref format, int argc, py_Ref argv)
{
    form f;
    int64_t offset;
    c11_sv room;
    if (!take_form(format, &f))
        return false;
    if (argc < 2)
        return argc == 0 ? struct_error("pack_into expected buffer argument")
                         : struct_error("pack_into expected offset argument");
    if (argc - 2 != f.values)
        return struct_error("pack_into expected %i items for packing (got %d)", f.values, argc - 2);
    if (!take_writable(argv, &room) || !native_as_size(&argv[1], &offset))
        return false;
    const int64_t asked = offset;
    if (!take_writable(argv, &room) || !into_fits(&f, &offset, room.size) || !pack(&f, argv + 2))
        return false;
    const py_TValue made = *py_retval();
    c11_sv bytes;
    offset = asked;
    if (!take_writable(argv, &room) || !into_fits(&f, &offset, room.size)
        || !bytes_of((py_Ref)&made, &bytes))
        return false;
    if (bytes.size > 0)
        memcpy((char *)room.data + offset, bytes.data, (size_t)bytes.size);
    py_newnone(py_retval());
    return true;
}

/* --------------------------------------------------------------------------- unpacking */

/* A tuple, in py_retval(). */
static bool unpack(const form *f, const char *from)
{
    struct_form form;
    struct_code code;
    py_TValue made;
    if (!native_charge(f->values))
        return false;
    py_ObjectRef items = py_newtuple(&made, (int)f->values);
    for (int64_t i = 0; i < f->values; i++)
        items[i] = *py_None();
    py_StackRef const kept = py_pushtmp();
    *kept = made;
    struct_begin(&form, f->text);
    while (struct_next(&form, &code) > 0) {
        const int64_t count = struct_values(&code);
        for (int64_t i = 0; i < count; i++)
            struct_unpack(&form, &code, from + code.place + i * code.size, items++);
    }
    *py_retval() = *kept;
    pk_current_vm->stack.sp = kept;
    return true;
}

static bool unpack_all(py_Ref format, py_Ref buffer)
{
    form f;
    c11_sv data;
    if (!take_form(format, &f) || !bytes_required(buffer, &data))
        return false;
    if (data.size != f.size)
        return struct_error("unpack requires a buffer of %i bytes", f.size);
    return unpack(&f, data.data);
}

static bool unpack_from(py_Ref format, py_Ref buffer, py_Ref place)
{
    form f;
    c11_sv data;
    int64_t offset = 0;
    if (!take_form(format, &f) || (!is_nil(place) && !native_as_size(place, &offset))
        || !bytes_required(buffer, &data))
        return false;
    if (offset < 0) {
        if (offset + f.size > 0)
            return struct_error("not enough data to unpack %i bytes at offset %i", f.size, offset);
        if (offset + data.size < 0)
            return struct_error("offset %i out of range for %i-byte buffer", offset,
                                (int64_t)data.size);
        offset += data.size;
    }
    if (data.size - offset < f.size)
        return too_short("unpack_from", "unpacking", &f, offset, data.size);
    return unpack(&f, data.data + offset);
}

/* An iterator has the form, the buffer, and where it is. */
enum { ITERATOR_FORM, ITERATOR_BUFFER, ITERATOR_PLACE, ITERATOR_SLOTS };

static bool iterate(py_Ref format, py_Ref buffer)
{
    form f;
    c11_sv data;
    if (!take_form(format, &f) || !bytes_required(buffer, &data))
        return false;
    if (f.size == 0)
        return struct_error("cannot iteratively unpack with a struct of length 0");
    if (data.size % f.size != 0)
        return struct_error("iterative unpacking requires a buffer of a multiple of %i bytes",
                            f.size);
    py_TValue made;
    const py_TValue kept[2] = { *format, *buffer };
    py_newobject(&made, pkhost_here->region->struct_iterator, ITERATOR_SLOTS, 0);
    py_TValue *const slots = native_slots(&made);
    slots[ITERATOR_FORM] = kept[0];
    slots[ITERATOR_BUFFER] = kept[1];
    slots[ITERATOR_PLACE] = int_value(0);
    *py_retval() = made;
    return true;
}

/* How much is left, in values; the buffer may have become shorter. */
static int64_t left(const py_TValue *slots, form *f, c11_sv *data)
{
    const int64_t place = slots[ITERATOR_PLACE]._i64;
    if (!take_form((py_Ref)&slots[ITERATOR_FORM], f)
        || !bytes_required((py_Ref)&slots[ITERATOR_BUFFER], data))
        return -1;
    return data->size > place ? (data->size - place) / f->size : 0;
}

static bool iterator_next(int argc, py_Ref argv)
{
    form f;
    c11_sv data;
    (void)argc;
    py_TValue *const slots = native_slots(argv);
    const int64_t more = left(slots, &f, &data);
    if (more <= 0)
        return more == 0 && StopIteration();
    const int64_t place = slots[ITERATOR_PLACE]._i64;
    slots[ITERATOR_PLACE]._i64 += f.size;
    return unpack(&f, data.data + place);
}

static bool iterator_length_hint(int argc, py_Ref argv)
{
    form f;
    c11_sv data;
    (void)argc;
    const int64_t more = left(native_slots(argv), &f, &data);
    if (more < 0)
        return false;
    py_newint(py_retval(), more);
    return true;
}

static bool iterator_new(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    return TypeError("cannot create '_struct.unpack_iterator' instances");
}

/* --------------------------------------------------------------------------- functions */

static bool module_calcsize(int argc, py_Ref argv)
{
    form f;
    if (argc != 1)
        return TypeError("_struct.calcsize() takes exactly one argument (%d given)", argc);
    if (!take_form(argv, &f))
        return false;
    py_newint(py_retval(), f.size);
    return true;
}

static bool module_pack(int argc, py_Ref argv)
{
    if (argc == 0)
        return TypeError("missing format argument");
    return pack_values(argv, argc - 1, argv + 1);
}

static bool module_pack_into(int argc, py_Ref argv)
{
    if (argc == 0)
        return TypeError("missing format argument");
    return pack_into(argv, argc - 1, argv + 1);
}

static bool module_unpack(int argc, py_Ref argv)
{
    return native_expected("unpack", argc, 2, 2) && unpack_all(&argv[0], &argv[1]);
}

static bool module_unpack_from_bound(int argc, py_Ref argv)
{
    (void)argc;
    return unpack_from(&argv[0], &argv[1], &argv[2]);
}

static bool module_unpack_from(int argc, py_Ref argv)
{
    if (argc < 2)
        return TypeError("unpack_from() missing required argument '%s' (pos %d)",
                         argc == 0 ? "format" : "buffer", argc + 1);
    if (argc > 3)
        return TypeError("unpack_from() takes at most 3 arguments (%d given)", argc);
    py_TValue nothing = { .type = tp_nil };
    return unpack_from(&argv[0], &argv[1], argc == 3 ? &argv[2] : &nothing);
}

static bool module_iter_unpack(int argc, py_Ref argv)
{
    return native_expected("iter_unpack", argc, 2, 2) && iterate(&argv[0], &argv[1]);
}

static bool module_clear_cache(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    py_newnone(py_retval());
    return true;
}

/* ------------------------------------------------------------------------------ Struct */

enum { STRUCT_FORMAT, STRUCT_SLOTS };

static bool struct_new(int argc, py_Ref argv)
{
    (void)argc;
    py_TValue made;
    /* An object of a derived class has a dict in place of slots. */
    if (py_totype(argv) == pkhost_here->region->struct_type)
        native_make(&made, argv, STRUCT_SLOTS, 0);
    else
        py_newobject(&made, py_totype(argv), -1, 0);
    *py_retval() = made;
    return true;
}

static bool struct_init_bound(int argc, py_Ref argv)
{
    form f;
    (void)argc;
    if (!take_form(&argv[1], &f))
        return false;
    py_TValue text;
    py_newstrv(&text, f.text);
    if (argv->_obj->slots > 0)
        native_slots(argv)[STRUCT_FORMAT] = text;
    else
        py_setdict(argv, py_name("_format"), &text);
    py_newnone(py_retval());
    return true;
}

static bool struct_init(int argc, py_Ref argv)
{
    if (argc < 2)
        return TypeError("Struct() missing required argument 'format' (pos 1)");
    if (argc > 2)
        return TypeError("Struct() takes at most 1 argument (%d given)", argc - 1);
    return struct_init_bound(argc, argv);
}

/* Its form, which is pushed: what packs a value may give the object another meanwhile.  NULL: raised. */
static py_StackRef push_format(py_Ref self)
{
    py_Ref const kept = self->_obj->slots > 0 ? &native_slots(self)[STRUCT_FORMAT]
                                              : py_getdict(self, py_name("_format"));
    if (kept == NULL || is_nil(kept)) {
        RuntimeError("Struct object is not initialized");
        return NULL;
    }
    py_StackRef const format = py_pushtmp();
    *format = *kept;
    return format;
}

static bool struct_pack_method(int argc, py_Ref argv)
{
    py_StackRef const format = push_format(argv);
    return format != NULL && pack_values(format, argc - 1, argv + 1);
}

static bool struct_pack_into_method(int argc, py_Ref argv)
{
    py_StackRef const format = push_format(argv);
    return format != NULL && pack_into(format, argc - 1, argv + 1);
}

static bool struct_unpack_method(int argc, py_Ref argv)
{
    if (argc != 2)
        return TypeError("Struct.unpack() takes exactly one argument (%d given)", argc - 1);
    py_StackRef const format = push_format(argv);
    return format != NULL && unpack_all(format, &argv[1]);
}

static bool struct_unpack_from_bound(int argc, py_Ref argv)
{
    (void)argc;
    py_StackRef const format = push_format(argv);
    return format != NULL && unpack_from(format, &argv[1], &argv[2]);
}

static bool struct_unpack_from_method(int argc, py_Ref argv)
{
    py_TValue nothing = { .type = tp_nil };
    if (argc < 2)
        return TypeError("unpack_from() missing required argument 'buffer' (pos 1)");
    if (argc > 3)
        return TypeError("unpack_from() takes at most 2 arguments (%d given)", argc - 1);
    py_StackRef const format = push_format(argv);
    return format != NULL && unpack_from(format, &argv[1], argc == 3 ? &argv[2] : &nothing);
}

static bool struct_iter_unpack_method(int argc, py_Ref argv)
{
    if (argc != 2)
        return TypeError("Struct.iter_unpack() takes exactly one argument (%d given)", argc - 1);
    py_StackRef const format = push_format(argv);
    return format != NULL && iterate(format, &argv[1]);
}

static bool get_format(int argc, py_Ref argv)
{
    (void)argc;
    py_StackRef const format = push_format(argv);
    if (format == NULL)
        return false;
    *py_retval() = *format;
    return true;
}

static bool get_size(int argc, py_Ref argv)
{
    (void)argc;
    py_StackRef const format = push_format(argv);
    return format != NULL && module_calcsize(1, format);
}

void struct_module_signatures(void)
{
    static const native_signature signatures[] = {
        { "Struct(cls, /, *args, **kwargs)", struct_new, struct_new },
        { "Struct(self, /, format)", struct_init, struct_init_bound },
        { "unpack_from(format, /, buffer, offset=)", module_unpack_from, module_unpack_from_bound },
        { "unpack_from(self, /, buffer, offset=)", struct_unpack_from_method,
          struct_unpack_from_bound },
    };
    signatures_add(signatures, COUNT(signatures));
}

bool struct_module_fill(py_GlobalRef module)
{
    static const native functions[] = {
        { "calcsize", module_calcsize },       { "pack", module_pack },
        { "pack_into", module_pack_into },     { "unpack", module_unpack },
        { "unpack_from", module_unpack_from }, { "iter_unpack", module_iter_unpack },
        { "_clearcache", module_clear_cache },
    };
    static const native of_struct[] = {
        { "__new__", struct_new },
        { "__init__", struct_init },
        { "pack", struct_pack_method },
        { "pack_into", struct_pack_into_method },
        { "unpack", struct_unpack_method },
        { "unpack_from", struct_unpack_from_method },
        { "iter_unpack", struct_iter_unpack_method },
    };
    static const native of_iterator[] = {
        { "__new__", iterator_new },
        { "__iter__", native_type_itself },
        { "__next__", iterator_next },
        { "__length_hint__", iterator_length_hint },
    };
    struct region *const r = pkhost_here->region;
    const py_Type type = native_type(module, "_struct", "Struct", of_struct, COUNT(of_struct));
    r->struct_type = type;
    py_bindproperty(type, "format", get_format, NULL);
    py_bindproperty(type, "size", get_size, NULL);
    r->struct_iterator =
        native_type(module, "_struct", "unpack_iterator", of_iterator, COUNT(of_iterator));
    py_deldict(module, py_name("unpack_iterator")); /* it has no name in CPython's */
    r->struct_error = exception_make("error", tp_Exception, module);
    py_TValue shown;
    py_newstr(&shown, "struct");
    py_setdict(py_tpobject(r->struct_error), py_name("__module__"), &shown);
    py_setdict(module, py_name("error"), py_tpobject(r->struct_error));
    py_newstr(py_emplacedict(module, py_name("__doc__")),
              "Functions to convert between Python values and C structs.");
    return natives_replace(module, functions, COUNT(functions));
}
