/* frame_objects.h -- frames, as scripts see them: sys._getframe(), tb_frame, gi_frame.
 *
 * An object stands for a frame of PocketPy's as long as that is entered; it tells its line and its
 * variables as they are.  Later it keeps what was asked for while it was.
 */
#ifndef PKHOST_LANGUAGE_FRAME_OBJECTS_H
#define PKHOST_LANGUAGE_FRAME_OBJECTS_H

#include "base/pocketpy.h"
#include "language/function.h"

typedef struct frame_object {
    py_Frame *frame; /* only to be compared, until it is found among those that are entered */
    uint32_t token;  /* 0: a place's, or a generator's */
    int line, instruction;
} frame_object;

enum frame_slot {
    FRAME_CODE,
    FRAME_GLOBALS,
    FRAME_LOCALS,    /* the last that were made; nil: none were */
    FRAME_BACK,      /* nil: not asked for yet, or none */
    FRAME_GENERATOR, /* whose frame it is; else nil */
    FRAME_SLOTS
};

#pragma GCC visibility push(hidden)

void frame_object_of(py_OutRef out, py_Frame *frame);
/* Of a generator that is not over; its frame may be away from the stack. */
void frame_object_of_generator(py_OutRef out, const py_TValue *generator,
                               const py_TValue *function);
int frame_object_instruction(const py_Frame *frame); /* f_lasti */
/* Of one that is gone: `what` is its function, or the globals of a module. */
void frame_object_of_place(py_OutRef out, const py_TValue *what, SourceData_ source,
                           const char *name, int line, int instruction, code_columns columns);
/* What a place keeps of a frame for that. */
py_TValue frame_object_key(const py_Frame *frame);

#pragma GCC visibility pop

#endif
