/* namespaces.h -- the variables of frames, as the mappings that scripts see. */
#ifndef PKHOST_LANGUAGE_NAMESPACES_H
#define PKHOST_LANGUAGE_NAMESPACES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* Globals as a function or a frame has them: of a module, a view. */
void namespace_of(py_OutRef out, const py_TValue *globals);
/* Of a frame; NULL: of the module that runs as the main one. */
void namespace_globals(const py_Frame *frame, py_OutRef out);
/* Of a function a copy, of a class body its dict, else the globals. */
bool namespace_locals(const py_Frame *frame, py_StackRef out);
/* A new dict of what lies in the slots of a function's frame, and in its closure. */
bool namespace_of_slots(const CodeObject *code, const py_TValue *function, const py_TValue *slots,
                        py_StackRef out);
/* Whether the frame's p0 is the function that it runs: so of functions and class bodies. */
bool frame_has_function(const py_Frame *frame);

#pragma GCC visibility pop

#endif
