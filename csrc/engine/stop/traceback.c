/* traceback.c -- where a script was: the places that a traceback is made of. */
#include "stop/traceback.h"

#include "base/library.h"
#include "memory/region.h"
#include "stop/zone.h"

#include <stdio.h>
#include <string.h>

enum { NAME_MOST = 256, LINE_MOST = 512 };

/* Append text of the script's to a text of ours.  The script's is read in the
 * engine's zone, piece by piece, so that a bad address is contained. */
void traceback_copy(pkhost_vm *vm, text *to, const char *data, size_t size, bool one_line)
{
    char piece[512];
    while (size > 0) {
        size_t n = size < sizeof piece ? size : sizeof piece;
        memcpy(piece, data, n);
        if (one_line)
            for (size_t i = 0; i < n; i++)
                if ((unsigned char)piece[i] < ' ')
                    piece[i] = ' ';
        int zone = zone_enter_host(vm);
        text_append(to, piece, n);
        zone_return(vm, zone);
        data += n;
        size -= n;
    }
}

static void append_end(pkhost_vm *vm, char end)
{
    int zone = zone_enter_host(vm);
    text_append(&vm->traceback, &end, 1);
    zone_return(vm, zone);
}

static size_t at_most(size_t size, size_t most) { return size < most ? size : most; }

static void append_number(pkhost_vm *vm, int number)
{
    char digits[16];
    const int size = snprintf(digits, sizeof digits, "%d", number > 0 ? number : 0);
    traceback_copy(vm, &vm->traceback, digits, (size_t)size, true);
    append_end(vm, PKHOST_FIELD_END);
}

void traceback_add(pkhost_vm *vm, SourceData_ source, int line, int column, const char *function)
{
    const char *start = NULL, *end = NULL;
    text *to = &vm->traceback;
    int indent = 0;

    if (library_has(source))
        return;

    traceback_copy(vm, to, source->filename->data,
                   at_most((size_t)source->filename->size, NAME_MOST), true);
    append_end(vm, PKHOST_FIELD_END);
    append_number(vm, line);
    append_number(vm, column);
    if (function != NULL)
        traceback_copy(vm, to, function, at_most(strlen(function), NAME_MOST), true);
    append_end(vm, PKHOST_FIELD_END);
    if (line <= 0 || !SourceData__get_line(source, line, &start, &end))
        start = NULL;
    while (start != NULL && start < end && (*start == ' ' || *start == '\t'))
        start++, indent++;
    append_number(vm, column > 0 ? indent : 0);
    if (start != NULL)
        traceback_copy(vm, to, start, at_most((size_t)(end - start), LINE_MOST), true);
    append_end(vm, PKHOST_RECORD_END);
}

void traceback_cut(pkhost_vm *vm)
{
    text *const to = &vm->traceback;
    while (to->size > 0 && to->data[to->size - 1] != PKHOST_RECORD_END)
        to->size--;
}

void traceback_note(pkhost_vm *vm)
{
    enum { FRAMES_MOST = 32 };
    traceback_cut(vm); /* of one whose taking was given up */
    if (vm->traceback.size != 0)
        return;
    const py_Frame *frames[FRAMES_MOST];
    int count = 0;
    for (py_Frame *f = region_vm(vm->region)->top_frame; f != NULL && count < FRAMES_MOST;
         f = f->f_back)
        frames[count++] = f;
    while (count-- > 0) {
        const py_Frame *f = frames[count];
        traceback_add(vm, f->co->src, Frame__lineno(f), 0,
                      f->is_locals_special ? NULL : f->co->name->data);
    }
}
