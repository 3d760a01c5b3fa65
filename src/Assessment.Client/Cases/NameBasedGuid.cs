using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Assessment.Client.Cases;

/// <summary>UUID version 5 (RFC 9562, section 5.5): the same name in the same namespace is the same id everywhere.</summary>
public static class NameBasedGuid
{
    [SuppressMessage("Security", "CA5350", Justification = "RFC 9562 prescribes SHA-1; nothing here rests on its strength.")]
    public static Guid Create(Guid @namespace, string name)
    {
        byte[] named = [.. @namespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)];
        var bytes = SHA1.HashData(named).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x50);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
