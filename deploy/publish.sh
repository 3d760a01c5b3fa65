#!/bin/sh
# Publishes the service into a folder, with its code generated beforehand and without Roslyn. Needs no database.
# The image is built with it, too.
set -eu

target=${1:?"usage: publish.sh FOLDER"}
case $target in /*) ;; *) target=$PWD/$target ;; esac
cd "$(dirname "$0")/.."

# What is generated belongs to this one build; left behind it would only grow stale.
generated=src/Assessment.Server/Internal
trap 'rm -rf "$generated"' EXIT
rm -rf "$generated" "$target"
dotnet run --project src/Assessment.Server --configuration Release --no-launch-profile --property:RestoreLockedMode=true -- codegen write >/dev/null
dotnet publish src/Assessment.Server --configuration Release --output "$target" -p:StaticCodegen=true -p:RestoreLockedMode=true
