package io.brine.transport.zmtp;

import io.brine.transport.Roads.KeepAlive;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalServerChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;

/** Which of Netty's channels carries which transport, and the options each understands. */
final class Wires {
    private Wires() {}

    static ChannelFactory<? extends ServerChannel> server(Endpoint endpoint) {
        if (endpoint instanceof Endpoint.Tcp) {
            return NioServerSocketChannel::new;
        }
        return endpoint instanceof Endpoint.Ipc ? NioServerDomainSocketChannel::new : LocalServerChannel::new;
    }

    static ChannelFactory<? extends Channel> client(Endpoint endpoint) {
        if (endpoint instanceof Endpoint.Tcp) {
            return NioSocketChannel::new;
        }
        return endpoint instanceof Endpoint.Ipc ? NioDomainSocketChannel::new : LocalChannel::new;
    }

    /** For each new connection, accepted or made. */
    static void configure(Channel channel, SocketSettings settings) {
        if (!(channel instanceof NioSocketChannel)) {
            return;
        }
        // TCP_NODELAY is Netty's own default: not set a second time, which is a system call for each connection.
        KeepAlive keepAlive = settings.options().keepAlive();
        channel.config().setOption(ChannelOption.SO_KEEPALIVE, keepAlive.on());
        if (keepAlive.on()) {
            tune(channel, ExtendedSocketOptions.TCP_KEEPIDLE, keepAlive.idleSeconds());
            tune(channel, ExtendedSocketOptions.TCP_KEEPCOUNT, keepAlive.count());
            tune(channel, ExtendedSocketOptions.TCP_KEEPINTERVAL, keepAlive.intervalSeconds());
        }
    }

    private static void tune(Channel channel, SocketOption<Integer> option, int value) {
        if (value >= 0) {
            channel.config().setOption(NioChannelOption.of(option), value);
        }
    }
}
