/* worker.h - what the worker executable is: for all of csrc/worker, and for csrc/client, the
 * host's side.
 *
 * THEORY OF OPERATION
 *
 * A host (a Python process, perhaps with many threads and much memory) wants to run scripts
 * that nobody trusts.  PocketPy, which runs them, was not written to withstand attacks: a
 * script may take it over.  So each script, or each group of scripts that trust each other,
 * has a process of its own, which can compute and talk to its host, and nothing else.  A
 * process that is taken over is no more than that.
 *
 * Such a process has to be there in microseconds.  It cannot be made from the host: a fork
 * would have the host's memory in it, which is the very thing to protect, and would cost
 * what the host's size makes it cost.  Nor can it be made from nothing, as loading the
 * libraries, building a VM and locking in take milliseconds.  So there is a process that
 * has done all that once, the *zygote*, and workers are forks of it.
 *
 *     host        Loads the engine too, for its scripts in threads; here it is the
 *                 *client* (csrc/client).  It trusts the zygote, and no worker.
 *
 *     S           The process that the host starts: this executable, through its loader
 *                 (client/loader.h says why), with vfork
 *                 semantics, so that no code of the host's runs in between.  It enters
 *                 namespaces, forks the zygote, and exits; the host reaps it by its
 *                 number at once.  So nothing of ours is ever among the children that an
 *                 application waits for, unless it has made itself a subreaper.
 *
 *     zygote      Process 1 of the process namespace, where there can be one.  It sees no
 *                 script, ever, and reads nothing that a worker has written.  It has two
 *                 threads:
 *
 *       thread A  ("control") has the sockets to hosts, makes the memory of lanes, keeps
 *                 the books, reaps and kills.  It is not locked in: it has to be allowed
 *                 more than any worker.
 *       thread B  ("forker") has prepared the engine, builds the pristine VMs, has locked
 *                 itself in, and forks.  What is its, its forks have from their first
 *                 instruction on: user, capabilities, Landlock, the filter of system
 *                 calls.  A filter takes longer to install than a fork does.
 *
 *     worker      A fork of B: one process for a VM, or for a run, or for a group.  It
 *                 serves its lanes (serve.h) until it is killed.
 *
 * WHAT EACH HOLDS
 *
 * The host: its ends of the socket and of the lanes.  Neither process ids nor descriptors of
 * workers: it names workers by numbers, and asks the zygote to signal or kill them.  The
 * zygote is their parent, and a process id is not used again before its parent has reaped
 * it, so what it kills is what the host means.
 *
 * S and the zygote: descriptor 3, their end of the socket, and nothing else: what else was
 * open is closed first thing, so is what the host had as standard streams.  An environment
 * or arguments are not looked at.  Later, thread A has also the sockets of more hosts, the
 * descriptors of images, a signalfd, and for the length of one fork that of a lane.
 *
 * A worker: its memory.  That is
 *   - code and data of this executable, the capsule and the C library, as they are after
 *     the building of VMs;
 *   - the pristine VM of its kind, and the image of it.  VMs of other kinds are not there
 *     (MADV_DONTFORK); of them it can see what a VM is besides its memory: its policy, and
 *     where it was;
 *   - its lanes, shared with the host alone.  The zygote has the pages of words mapped
 *     too, to write `ended` there, and MADV_DONTFORK keeps them, and those of all other
 *     workers, out of forks;
 *   - an image to begin with, if it has one: mapped for this one fork.
 * Not the books of thread A, which lie in memory that no fork has, nor the stack of thread
 * A, with the arguments and the environment.  No descriptor at all.
 *
 * WHAT A WORKER CAN REACH
 *
 * What it is left with is in allow_list.c, a reason for each system call.  No file, as there
 * is no root to speak of, no descriptor, and RLIMIT_NOFILE is 0; no other process, by the
 * filter, by the process namespace, and by its user; no network; no new process or thread
 * (RLIMIT_NPROC is 0).  Memory up to RLIMIT_AS, processor time up to what the host lets it
 * have, and the lanes.  What it may do to those is the client's matter: channel/lane.h.
 *
 * WHO DIES WHEN
 *
 *   a worker ends, by itself,   -> the zygote reaps it, writes how into `ended` of its
 *   by a limit or a fault          lanes, and wakes its host.  The host then asks to
 *                                  have it killed as well, which is when it is forgotten
 *   the host asks for it        -> SIGKILL, and the zygote reaps it later
 *   a host ends, or closes its  -> the zygote sees the end of file; the host's workers
 *   socket                         are killed, its images closed
 *   the last host ends          -> the zygote exits
 *   the zygote ends             -> as it is process 1 of its namespace, the kernel kills
 *                                  all others in it; where there is no namespace, each
 *                                  worker has a parent-death signal.  Hosts see the end
 *                                  of file
 *   a host is stopped           -> nothing: its workers meet the limits of the kernel, as
 *                                  they would if it were busy
 *   S ends                      -> nothing, it is meant to
 *
 * A host that was forked has no socket of its own to the zygote until its parent's client
 * gives it one (CONTROL_HOST), which it does before the fork.
 *
 * THE ORDER OF A START
 *
 *   S          closes descriptors, blocks all signals, tzset() and whatever else needs a
 *              file, then the process namespace, with a user namespace where that needs
 *              one, then the fork
 *   A          starts thread B; then, while B is at work: the other namespaces, another
 *              user than root, the books, a signalfd
 *   B          engine_prepare(): the capsule's functions, names, numbers; and the VM of the
 *              kind that the host expects to ask for first, if it has said so
 *              (CONTROL_EXPECT).  Then it joins A's namespaces and locks itself in
 *   A          the greeting: what is on, and why the rest is not; or which step has failed
 *   A, B       for the first MAKE of any other kind, B builds its VM
 *
 * The two work side by side as the namespaces take most of a millisecond, and a VM one and
 * a half: so long does a host wait for its first worker, once in its life.
 *
 * A worker:
 *   A          its place in the books; the lanes: a memfd, sealed, so that it never
 *              changes its size; its image, mapped.  It makes the VM of its kind the one
 *              that forks have
 *   B          fork()
 *   worker     closes all descriptors; without a process namespace, asks to die with the
 *              zygote; puts its VM into the state of the image, or touches the pages
 *              that a run needs; makes its timers, after which it can make no more;
 *              serve(), which says LANE_READY
 *   A          meanwhile: its limits (prlimit, as the worker itself is not allowed to
 *              change them), and `made`, with the descriptor of the lanes
 *
 * The limits are there before the host has the lanes, that is, before the worker can have
 * seen a script.  What fails before the fork, or in the limits, is in `made`, and nothing
 * is left of that worker.  What fails in the worker ends it before it is ready, and its
 * exit code says what (enum server_exit, enum child_exit).
 *
 * WHY ALL FORKS ARE ALIKE
 *
 * All workers of a kind have their VM, all code and all names at the same addresses, since
 * they are forks of one process; so an image (MESSAGE_TAKE_IMAGE) of one can be put into
 * another, pointers and all.  It is no use in another zygote, which has its own addresses,
 * nor in another kind.  A kind whose VM was thrown away for others is built again at the
 * place it had: kinds.c.
 *
 * WHY A FORK IS CHEAP, AND WHAT IT COSTS
 *
 * The zygote is small: no Python, some 1.6 MB that are not shared with files.  A fork copies
 * page tables, also those of code (code.h), not pages; a page is copied when the worker first
 * writes to it, which it does ahead of time for those that most runs need (warm.h).  Locking in
 * costs nothing (see B).
 * Reaping, unmapping and the worker's exit happen while nobody waits.
 *
 * Thread A waits for B while B builds or forks, which ends by itself; it never waits for
 * anything that a worker does, nor for a host: a socket without room for an answer is not
 * read from until it has some, and others are.
 *
 * B calls _Fork() of the C library, which does not see to the library's locks: none is held, as
 * A sleeps meanwhile, and B is between two calls.  Of the engine, engine_forked() does what is
 * needed.  So neither side writes to the pages that fork() would write to, which the kernel
 * would have to copy each time.
 *
 * A WORKER AT WORK
 *
 * A worker has one thread, and that runs the scripts: the engine's threads of that name
 * (engine/run/workers.c) are not there.  The thread reads a message, does it, answers, and
 * looks for the next one for some microseconds before it sleeps (serve.c).
 *
 *   RUN, GO_ON   pkhost_vm_start() and pkhost_vm_go_on() leave the VM with the thread that
 *                calls them, if that has said so (workers_enlist()), and workers_run()
 *                then executes it there, until it ends or pauses.  So the engine's code is
 *                the same as in the host's process, and so are results, steps and memory.
 *   output       The engine counts it against its limits as ever, but keeps no more than
 *                some KiB of it: the rest is sent as soon as it is there (streams.c).
 *                A host that reads slowly lets the script wait, and its time goes on.
 *   input        The script that finds none asks and waits.
 *   calls        host_call() of the engine is here a message and its answer (call.c).  What
 *                the host takes is not the script's time.
 *   ENDED        What pkhost_vm_outcome() has (outcome.c).  If the VM is to be as new
 *                then, that is done while the host reads.
 *
 * Limits are the engine's: its timers signal the thread, which has its handlers in place
 * from its beginning to its end.  Wishes of the host (to interrupt, to pause) are words in
 * the lane, about one run by its number.  The host sets them, rings the bell, and lets the
 * zygote send the timers' signal.  So they are seen by a script that computes, in the
 * handler; by a thread that sleeps on its bell; and when a run begins or has paused
 * (wishes.c).  A wish that comes too late is about a run that is over, and is nothing.
 *
 * The host is trusted to speak as messages.h has it: a worker that is told nonsense ends.
 * An image is looked at first, since it may be what another worker wrote; the numbers in
 * it can lead nowhere but into the VM's own memory, and what that contains is the script's.
 *
 * All that a lane has is in one struct server, and its thread says which one it serves, so a
 * thread can serve several in turn, and several threads different ones.
 *
 * GROUPS
 *
 * VMs that trust each other can share a worker, a *group* (group.h).  It differs so:
 *
 *   - It is forked by a thread that is not locked in, without any VM, and locks itself in
 *     before anything else: its filter allows threads, and B's does not (group_forker.h).
 *   - It has 4095 lanes in one piece of memory, of which only what is used takes up any.  A VM is
 *     made in it by a message (NEW_VM), in its lane, and freed by another one (END).
 *   - A VM's place follows from its lane's number.  So an image of it is good in the next
 *     process of the group, where it has the same lane; and no image of one VM can be the
 *     beginning of another one, as a kind's is: each VM is built, as it is in a thread.
 *   - A thread serves a lane while there is something to do in it.  One thread, the leader,
 *     waits for all lanes that have none.  It also tells threads at work what the host wishes,
 *     which no signal of the zygote's can do, as that is for a process.  A run that is paused
 *     has no thread, and is ended on the one that next serves its lane.
 *   - A fault that the engine contains costs the VM that had it.  What the host finds to be
 *     nonsense, in any lane, costs the process: then each run of the group is CRASHED, and each
 *     VM goes on in the next process.
 *   - Limits of the kernel are the process's: address space for all VMs that there are,
 *     processor time for all processors.
 *
 * FILES
 *
 *   main.c        S
 *   zygote.c      thread A: the start, the greeting, the hosts' messages
 *   making.c      thread A: a worker's making up to the fork, and its limits
 *   ending.c      thread A: killing, reaping, telling
 *   books.c       thread A: hosts, workers, images
 *   forker.c      thread B; group_forker.c: a thread like it, for groups
 *   kinds.c       pristine VMs; warm.c: which of their pages a run needs
 *   code.c        the page tables of code
 *   child.c       a worker from the fork to serve()
 *   lock_in.c     the protections; allow_list.c: what a worker may call
 *   serve.c       a worker at work: its thread, and its messages
 *   runs.c        messages about a run; between.c: those between runs
 *   group.c       a process of a group at work: many lanes, and threads that take turns
 *   outcome.c     what a run leaves; streams.c: output and input; call.c: the host's
 *                 functions; wishes.c: interrupts and pauses
 *   server.c      a lane and its VM: what those share
 *   points.c      what tests can let fail
 *
 * csrc/channel has what hosts need too: control.h, what they and the zygote say to each other;
 * socket.c, messages with descriptors; memory_file.c, files in memory; lane.c; messages.h.
 *
 * None of these includes one that is above it in the order main, zygote, making, ending,
 * forker, child, serve, kinds, warm, code, lock_in, books, points.
 * tests/test_structure_c.py checks that no two need each other.
 */
#ifndef PKHOST_WORKER_WORKER_H
#define PKHOST_WORKER_WORKER_H

#include "channel/control.h"

#endif
