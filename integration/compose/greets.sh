#!/bin/bash
# greets.sh PORT START: healthy if the port's first line begins so, and a polite goodbye.
set -eu
exec 3<>"/dev/tcp/127.0.0.1/$1"
read -r -t 4 line <&3
printf 'QUIT\r\n' >&3
case $line in "$2"*) exit 0 ;; esac
printf '%s\n' "$line" >&2
exit 1
