using System.Text;
using Xunit;

namespace Assessment.Ledger.Tests;

public class ReadingACheckpoint
{
    private const string Root = "rra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=";

    [Theory]
    [InlineData("o\n3\n" + Root + "\n", 3)]
    [InlineData("o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", 0)]
    [InlineData("o\n9223372036854775807\n" + Root + "\n", long.MaxValue)]
    [InlineData("an origin with spaces + plus\n1\n" + Root + "\n", 1)]
    [InlineData("o\n3\n" + Root + "\nextension\n", 3)]
    [InlineData("o\n3\n" + Root + "\none\ntwo 2\n 3\n", 3)]
    public void Every_checkpoint_is_read_and_written_the_same(string text, long size)
    {
        Assert.True(Checkpoint.TryParse(text, out var checkpoint));
        Assert.Equal(size, checkpoint.Size);
        Assert.Equal(text, checkpoint.ToText());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("o\n")]
    [InlineData("o\n3\n")]
    [InlineData("o\n3\n" + Root)]
    [InlineData("\n3\n" + Root + "\n")]
    [InlineData("o\n\n" + Root + "\n")]
    [InlineData("o\n3\n\n")]
    [InlineData("o\n3\n" + Root + "\n\n")]
    [InlineData("o\n3\n" + Root + "\n\nextension\n")]
    [InlineData("o\n3\n" + Root + "\nextension\n\n")]
    [InlineData("o\n3\n" + Root + "\nextension")]
    [InlineData("o\n3 \n" + Root + "\n")]
    [InlineData("o\n 3\n" + Root + "\n")]
    [InlineData("o\n+3\n" + Root + "\n")]
    [InlineData("o\n-3\n" + Root + "\n")]
    [InlineData("o\n-0\n" + Root + "\n")]
    [InlineData("o\n03\n" + Root + "\n")]
    [InlineData("o\n00\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("o\n0\n" + Root + "\n")]
    [InlineData("o\n3.0\n" + Root + "\n")]
    [InlineData("o\n3e0\n" + Root + "\n")]
    [InlineData("o\n0x3\n" + Root + "\n")]
    [InlineData("o\n1,000\n" + Root + "\n")]
    [InlineData("o\n٣\n" + Root + "\n")]
    [InlineData("o\n３\n" + Root + "\n")]
    [InlineData("o\n9223372036854775808\n" + Root + "\n")]
    [InlineData("o\n18446744073709551616\n" + Root + "\n")]
    [InlineData("o\n99999999999999999999999999999999\n" + Root + "\n")]
    [InlineData("o\n3\nrra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc\n")]
    [InlineData("o\n3\nrra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnd=\n")]
    [InlineData("o\n3\nrra8_idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=\n")]
    [InlineData("o\n3\nrra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbg==\n")]
    [InlineData("o\n3\nrra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbncA\n")]
    [InlineData("o\n3\n " + Root + "\n")]
    [InlineData("o\n3\nrra8 /idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbn=\n")]
    [InlineData("o\n3\naeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77\n")]
    public void Anything_else_is_none(string text) => Assert.False(Checkpoint.TryParse(text, out _));

    [Fact]
    public void One_of_another_log_is_not_opened()
    {
        using var key = new Ed25519Key("key", 1);
        var note = SignedNote.Sign($"o\n3\n{Root}\n", key).ToString();
        Assert.True(Checkpoint.TryOpen(Encoding.UTF8.GetBytes(note), "o", key, out _));
        Assert.False(Checkpoint.TryOpen(Encoding.UTF8.GetBytes(note), "O", key, out _));
        Assert.False(Checkpoint.TryOpen(Encoding.UTF8.GetBytes(note), "", key, out _));
        Assert.False(Checkpoint.TryOpen(Encoding.UTF8.GetBytes(SignedNote.Sign("no checkpoint\n", key).ToString()), "no checkpoint", key, out _));
    }
}
