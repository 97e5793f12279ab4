/* scratch.c - leaves its scratch folder in a state that is hard to remove.
 *
 *     scratch BEHAVIOUR [NUMBER] [TOKEN]
 *
 * Prints the folder first, and "done" when it has done its work. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <linux/fs.h>

static void must(int result, const char *what)
{
    if (result >= 0)
        return;
    printf("%s: %s\n", what, strerror(errno));
    exit(3);
}

static void touch(const char *name)
{
    int fd = open(name, O_WRONLY | O_CREAT, 0600);

    must(fd, name);
    must((int)write(fd, "x", 1), "write");
    close(fd);
}

static void nest(int depth)
{
    for (int i = 0; i < depth; i++) {
        touch("file");
        must(mkdir("folder", 0700), "mkdir");
        must(chdir("folder"), "chdir");
    }
}

/* Every name a file system takes: no text, long, like those that a remover gives. */
static void names(void)
{
    char name[256];

    memset(name, 0xff, sizeof name - 1);
    name[sizeof name - 1] = 0;
    must(mkdir(name, 0700), "long name");
    must(chdir(name), "chdir");
    for (int i = 1; i < 256; i++) {
        char one[2] = {(char)i, 0};

        if (i != '/' && i != '.')
            touch(one);
    }
    must(chdir(".."), "chdir");
    for (int i = 0; i < 50; i++) {
        snprintf(name, sizeof name, "%d", i);
        must(mkdir(name, 0700), name);
        must(chdir(name), name);
        must(mkdir("0", 0700), "0");
        touch("0/\n");
        must(chdir(".."), "..");
    }
}

static void kinds(const char *outside)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
    int fd;

    mkdir("sub", 0700);
    touch("sub/file");
    must(link("sub/file", "hard"), "link");
    must(symlink(outside, "soft"), "symlink");
    must(symlink(outside, "sub/soft"), "symlink");
    must(symlink(".", "sub/itself"), "symlink");
    must(mkfifo("sub/fifo", 0600), "mkfifo");
    fd = socket(AF_UNIX, SOCK_STREAM, 0); /* refused in most profiles */
    if (fd >= 0)
        must(bind(fd, (struct sockaddr *)&address, sizeof address), "bind");
    must(open("sub/file", O_RDWR), "open");
    must(open("sub", O_RDONLY), "open"); /* and both stay open */
}

static void closed(void)
{
    must(mkdir("a", 0700), "mkdir");
    must(mkdir("a/b", 0700), "mkdir");
    must(mkdir("a/b/c", 0700), "mkdir");
    touch("a/b/c/file");
    must(chmod("a/b/c", 0), "chmod");
    must(chmod("a/b", 0), "chmod");
    must(chmod("a", 0), "chmod");
    must(chmod(".", 0), "chmod");
}

static void set_flags(const char *name, int flags)
{
    int fd = open(name, O_RDONLY), before = 0;

    must(fd, name);
    must(ioctl(fd, FS_IOC_GETFLAGS, &before), "FS_IOC_GETFLAGS");
    flags |= before;
    must(ioctl(fd, FS_IOC_SETFLAGS, &flags), "FS_IOC_SETFLAGS");
    close(fd);
}

static void immutable(void)
{
    must(mkdir("sub", 0700), "mkdir");
    must(mkdir("sub/sub", 0700), "mkdir");
    touch("sub/sub/file");
    touch("sub/appended");
    set_flags("sub/sub/file", FS_IMMUTABLE_FL);
    set_flags("sub/appended", FS_APPEND_FL);
    set_flags("sub/sub", FS_IMMUTABLE_FL);
    set_flags("sub", FS_APPEND_FL);
    set_flags(".", FS_IMMUTABLE_FL);
}

static void mounts(const char *outside)
{
    must(mkdir("sub", 0700), "mkdir");
    must(mkdir("sub/bound", 0700), "mkdir");
    must(mkdir("other", 0700), "mkdir");
    touch("file");
    must(mount(outside, "sub/bound", NULL, MS_BIND, NULL), "bind");
    must(mount(outside, "other", NULL, MS_BIND, NULL), "bind");
    must(mount("tmpfs", "sub", "tmpfs", 0, NULL), "tmpfs");
    touch("sub/file");
    must(mount("/dev/null", "file", NULL, MS_BIND, NULL), "bind a file");
}

static void move(void)
{
    char here[4096], there[4200];

    must(getcwd(here, sizeof here) ? 0 : -1, "getcwd");
    nest(3);
    snprintf(there, sizeof there, "%s-moved", here);
    must(rename(here, there), "rename");
}

int main(int count, char **arguments)
{
    const char *what = count > 1 ? arguments[1] : "";
    int number = count > 2 ? atoi(arguments[2]) : 0;
    char here[4096];

    setvbuf(stdout, NULL, _IOLBF, 0);
    must(getcwd(here, sizeof here) ? 0 : -1, "getcwd");
    puts(here);
    if (strcmp(what, "nest") == 0) {
        nest(number);
    } else if (strcmp(what, "broad") == 0) {
        for (int i = 0; i < number; i++) {
            snprintf(here, sizeof here, "%d", i);
            must(mkdir(here, 0700), "mkdir");
            must(chdir(here), "chdir");
            touch("file");
            must(chdir(".."), "chdir");
        }
    } else if (strcmp(what, "names") == 0) {
        names();
    } else if (strcmp(what, "kinds") == 0) {
        kinds(arguments[2]);
    } else if (strcmp(what, "closed") == 0) {
        closed();
    } else if (strcmp(what, "immutable") == 0) {
        immutable();
    } else if (strcmp(what, "mounts") == 0) {
        mounts(arguments[2]);
    } else if (strcmp(what, "move") == 0) {
        move();
    } else {
        return 2;
    }
    puts("done");
    if (count > 3 && strcmp(arguments[3], "stay") == 0)
        pause();
    return 0;
}
