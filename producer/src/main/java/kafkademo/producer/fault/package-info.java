/** Which events go out malformed, and how? The bytes of a valid document go in, malformed bytes come out. */
package kafkademo.producer.fault;
