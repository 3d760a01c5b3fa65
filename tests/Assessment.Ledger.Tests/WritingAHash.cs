using Xunit;

namespace Assessment.Ledger.Tests;

public class WritingAHash
{
    [Fact]
    public void Base64_and_hexadecimal_are_read_as_written()
    {
        Assert.All(Published.Roots, hash =>
        {
            Assert.True(Hash.TryParse(hash.ToString(), out var read));
            Assert.Equal(hash, read);
            Assert.True(Hash.TryParseHex(System.Text.Encoding.ASCII.GetBytes(hash.ToHex()), out read));
            Assert.Equal(hash, read);
        });
        Assert.Equal("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", MerkleHash.Empty.ToString());
    }

    [Fact]
    public void Every_byte_counts()
    {
        for (var i = 0; i < Hash.Length; i++)
        {
            var bytes = MerkleHash.Empty.ToArray();
            bytes[i]++;
            Assert.NotEqual(MerkleHash.Empty, new Hash(bytes));
            Assert.True(MerkleHash.Empty != new Hash(bytes));
            Assert.NotEqual(MerkleHash.Empty.ToString(), new Hash(bytes).ToString());
        }
    }

    [Fact]
    public void Fewer_bytes_are_no_hash() => Assert.Throws<ArgumentOutOfRangeException>(() => new Hash(new byte[31]));
}
