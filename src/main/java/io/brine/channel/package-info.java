/**
 * A transport that signs, encrypts, re-authenticates and checks nonce and serial: the four channels of Salt.
 *
 * <p>On the master {@link io.brine.channel.RequestDispatcher} is what the channel calls with an opened load, and
 * {@link io.brine.channel.Reply} says how the answer goes back. No socket is opened here and no command is known.
 *
 * <p>Start reading at {@link io.brine.channel.ReqServerChannel} and, for the minion, {@link io.brine.channel.Credentials} with
 * {@link io.brine.channel.ReqChannel} and {@link io.brine.channel.PubChannel}.
 */
package io.brine.channel;
