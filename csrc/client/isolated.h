/* isolated.h -- VMs in processes of their own: the host's side.
 *
 * Every function here does what the function of pkhost.h does whose name is
 * pkhost_vm_... in place of pkhost_isolated_...; what is said there holds.  Said here is
 * only what differs.  The structs are the same: requests, outcomes, views, wakeups.
 *
 * An isolated VM lives in a worker (worker/worker.h), a process that holds nothing of the
 * host's and can do nothing but compute and talk through its lane (channel/lane.h).  What
 * comes from there is taken for hostile.  A worker that talks nonsense, or is silent
 * beyond its limits, is killed; a run that loses its worker, by that or by whatever else
 * ends a process, has crashed: its outcome says CRASHED and why, `restored` is true, and
 * the VM goes on in a new worker, as it is when new.
 *
 * A run is *attended* by the thread that waits for it: it serves the lane, calls
 * functions of the host's on itself, and keeps the output.  A run that was begun by
 * pkhost_isolated_start() is attended by a thread of the client's own until it ends.
 *
 * In the child of a fork a VM is what it was in the parent, in a process of its own; a
 * run that was under way goes on in the parent only, and has ended as INTERRUPTED in
 * the child, paused or not.
 */
#ifndef PKHOST_CLIENT_ISOLATED_H
#define PKHOST_CLIENT_ISOLATED_H

#include "pkhost.h"

/* cffi: begin */

typedef struct pkhost_isolated pkhost_isolated;
typedef struct pkhost_isolated_snapshot pkhost_isolated_snapshot;

/* The file of the worker, before anything else is called.  Copied. */
void pkhost_isolation_use(const char *worker);

/* What protects workers on this machine: in `text`, for each protection its name and
 * "on" or the reason why it is not, each ended by NUL; returns how many bytes those
 * are.  Starts the zygote if there is none.  Returns 0 if there can be no isolation,
 * and the reason in `message`. */
size_t pkhost_isolation_protections(char *text, size_t size, char *message, size_t message_size);

/* Which zygote there is, by a number that no other has; 0: none.  As long as it is the same,
 * so is what pkhost_isolation_protections() says. */
uint64_t pkhost_isolation_zygote(void);

/* `group`: NULL, or a name: VMs of one group share a process, and trust each other.
 * Stores NULL if that is not possible, and the reason in `message`. */
void pkhost_isolated_new(pkhost_isolated **vm, size_t memory, int32_t dialect, const char *policy,
                         size_t policy_size, const char *group, char *message, size_t message_size);
void pkhost_isolated_free(pkhost_isolated **vm);

/* As pkhost_isolated_reset(), in a process that no run has had; a VM of a group stays in
 * the group's process. */
int pkhost_isolated_renew(pkhost_isolated *vm);

/* Of these and what else uses the VM, PKHOST_NO_MEMORY and PKHOST_NO_THREAD can also mean
 * that there is no process for it: then this has the reason in `message`, for as long as
 * nobody uses the VM again; else an empty text. */
void pkhost_isolated_why(pkhost_isolated *vm, char *message, size_t size);
int pkhost_isolated_start(pkhost_isolated *vm, const pkhost_request *request);
int pkhost_isolated_run(pkhost_isolated *vm, const pkhost_request *request);
int pkhost_isolated_wait(pkhost_isolated *vm, int64_t timeout);
int pkhost_isolated_wait_resumed(pkhost_isolated *vm, int64_t timeout);
bool pkhost_isolated_running(pkhost_isolated *vm);
bool pkhost_isolated_interrupt(pkhost_isolated *vm);
bool pkhost_isolated_halt(pkhost_isolated *vm);
bool pkhost_isolated_stopping(pkhost_isolated *vm);
bool pkhost_isolated_pause(pkhost_isolated *vm);
bool pkhost_isolated_paused(pkhost_isolated *vm);
int pkhost_isolated_go_on(pkhost_isolated *vm, int64_t steps, bool by_line);
void pkhost_isolated_inspect(pkhost_view **view, pkhost_isolated *vm);
const pkhost_outcome *pkhost_isolated_outcome(pkhost_isolated *vm);
size_t pkhost_isolated_take_output(pkhost_isolated *vm, int stream, char *buffer, size_t size);
void pkhost_isolated_give_input(pkhost_isolated *vm, const char *data, size_t size);
void pkhost_isolated_direct_calls(pkhost_isolated *vm, uintptr_t functions, uintptr_t answers);
bool pkhost_isolated_is_here(const pkhost_isolated *vm);
void pkhost_isolated_reply(pkhost_isolated *vm, const char *data, size_t size);
void pkhost_isolated_close(pkhost_isolated *vm);
void pkhost_isolated_leave_wakeup(pkhost_isolated *vm);
int pkhost_isolated_rebase(pkhost_isolated *vm);
uint64_t pkhost_isolated_restores(pkhost_isolated *vm);
int pkhost_isolated_reset(pkhost_isolated *vm);
uint64_t pkhost_isolated_memory(pkhost_isolated *vm);
void pkhost_isolated_fail_allocation(pkhost_isolated *vm, uint64_t countdown);
const char *pkhost_isolated_check_region(pkhost_isolated *vm);

/* Snapshots are kept in the host's memory, so they outlive the worker. */
int pkhost_isolated_snapshot_take(pkhost_isolated_snapshot **snapshot, pkhost_isolated *vm);
int pkhost_isolated_snapshot_restore(pkhost_isolated_snapshot *snapshot, pkhost_isolated *vm);
size_t pkhost_isolated_snapshot_size(const pkhost_isolated_snapshot *snapshot);
void pkhost_isolated_snapshot_free(pkhost_isolated_snapshot **snapshot);

/* How many workers there are: those that VMs have, and those made ahead. */
int pkhost_isolated_worker_count(void);

/* End all workers, the zygote, and the client's threads.  For the end of the process; all
 * of it can be used again afterwards. */
void pkhost_isolation_shutdown(void);

/* cffi: end */

#endif
