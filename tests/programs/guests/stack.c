/* stack.c - takes so many KiB of stack, and then asks for a name on stdin without
 * ending the line of its question. */
#include <alloca.h>
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **arguments)
{
    const size_t size = (size_t)(count > 1 ? atoi(arguments[1]) : 0) << 10;
    char name[100] = "";

    if (size) {
        volatile char *stack = alloca(size);

        for (size_t i = size; i > 0; i -= 1024)
            stack[i - 1024] = 1;
    }
    printf("name? ");
    if (scanf("%99s", name) == 1)
        printf("hello %s\n", name);
    return 0;
}
