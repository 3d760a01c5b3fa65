using System.Runtime.InteropServices;
using System.Text;

namespace Assessment.Server.Ledger;

/// <summary>Small files that nobody else on the machine may read: whole or not there at all, whatever happens while they are written.</summary>
public static class OwnerOnlyFile
{
    public static string ReadOrMake(string path, Func<string> make)
    {
        if (!File.Exists(path)) Write(path, make());
        return File.ReadAllText(path);
    }

    /// <summary>Replaces the file. When this returns, the new content and its name are on the disk.</summary>
    public static void Write(string path, string text)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(unfinished, options))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
        if (!OperatingSystem.IsWindows()) FlushNames(folder);
    }

    // .NET opens no folders. Without this a power cut may bring the old content back under the name.
    private static void FlushNames(string folder)
    {
        var handle = open(folder, 0);
        var flushed = handle >= 0 && fsync(handle) == 0;
        var error = Marshal.GetLastPInvokeError();
        if (handle >= 0) _ = close(handle);
        if (!flushed) throw new IOException($"{folder} cannot be written through to the disk: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

#pragma warning disable SYSLIB1054, CA2101, IDE1006 // As in libc; nothing is marshalled but a path.
    [DllImport("libc", SetLastError = true)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(int handle);

    [DllImport("libc")]
    private static extern int close(int handle);
#pragma warning restore SYSLIB1054, CA2101, IDE1006
}
