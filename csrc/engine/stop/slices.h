/* slices.h -- a script on a stack of its own, which it can leave at a step and come
 * back to.  What hosts ask for (to pause, to go on) is in run/pause.h. */
#ifndef PKHOST_STOP_SLICES_H
#define PKHOST_STOP_SLICES_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* A run was asked for: its budget of steps and, if its request says that it can pause, a
 * stack.  False: the host has no memory left. */
bool slice_begin(pkhost_vm *vm);
void slice_free(pkhost_vm *vm); /* the run can go on no more; also if it has no slices */
bool slice_has_begun(const pkhost_vm *vm);

/* The next `steps` for a run that is paused or not begun; -1: all. */
void slice_give(pkhost_vm *vm, int64_t steps);
/* On a worker: run `script`, or go on with it, until it ends (true) or pauses. */
bool slice_run(pkhost_vm *vm, void (*script)(pkhost_vm *));
/* In the script, at a step; returns when the run is taken up again, perhaps on
 * another thread. */
void slice_pause(pkhost_vm *vm);

/* In the script, at a step of a run that can pause. */
bool slice_wants_pause(pkhost_vm *vm, const py_Frame *frame);
/* The count of steps is below zero: whether only the slice is over, not the run. */
bool slice_is_over(pkhost_vm *vm);
/* What a run that is counted may still use, in this slice and after it. */
int64_t slice_steps_left(const pkhost_vm *vm);

#pragma GCC visibility pop

#endif
