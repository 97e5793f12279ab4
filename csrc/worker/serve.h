/* serve.h -- what a worker does once it is locked in: it serves lanes.
 *
 * A *server* is one VM and the worker's side of its lane.  It has no thread of its own:
 * a worker of one VM serves it on its only thread, a group's on whichever has been told
 * to.  All that the engine does for the VM, scripts included, is done on that thread.
 */
#ifndef PKHOST_WORKER_SERVE_H
#define PKHOST_WORKER_SERVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pkhost_vm;

#pragma GCC visibility push(hidden)

/* Put a VM that has had no run into the state that an image says, which another process
 * took of such a VM (MESSAGE_TAKE_IMAGE), and take that for what the VM is when new.  The
 * bytes are a private and writable mapping of their own, from their first one on; the
 * VM keeps them as its image.  Before serve(), if at all.  False: they are no image of
 * such a VM. */
bool serve_image(struct pkhost_vm *vm, void *bytes, size_t size);

/* Before the forks: memory for the texts of a small request, so that no worker asks for it. */
void serve_reserve(void);

/* Serve a lane (lane_open()) until the host says that it is to end, then end the process.
 *
 * For the only thread of a process that was forked from one that had made the VM.  It
 * makes of the thread what the engine needs: its signal mask, its stack for handlers, its
 * timers.  Then it says LANE_READY in the
 * lane's words, alerts the host, and reads messages.
 *
 * It may be called locked in, needs no descriptor, and makes these system calls, the
 * engine's included: clock_gettime, clock_nanosleep, exit_group, futex, getcpu,
 * getrandom, gettid, madvise, mmap, mprotect, mremap, munmap, rt_sigaction, rt_sigprocmask,
 * rt_sigreturn, sched_getaffinity, sigaltstack, timer_create, timer_delete, timer_settime;
 * brk, kill, tgkill and getpid by the C library's malloc() and abort().
 *
 * The status with which it ends is one of enum server_exit (server.h). */
_Noreturn void serve(void *memory, size_t ring, struct pkhost_vm *vm);

/* Of a group: see to all that the host has to say in a lane, until it says nothing for `look`
 * ns.  On a thread that is enlisted (run/workers.h), inside of server_enter(). */
struct server;
void serve_messages(struct server *s, int64_t look);

#pragma GCC visibility pop

#endif
